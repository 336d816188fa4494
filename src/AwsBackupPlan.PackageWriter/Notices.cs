using System.Text;

namespace AwsBackupPlan.PackageWriter;

/// <summary>Writes the notices of what others have written and the module holds.</summary>
internal static class Notices
{
    // What is in our own assemblies.
    private const string Compiled = """

        Amazon.Backup.dll is made from AWS's published service model of AWS Backup (Apache-2.0. Copyright Amazon.com, Inc. or its affiliates).
        Our assemblies for .NET Framework and .NET Standard hold language support types of the package Polyfill (MIT. Copyright (c) Simon Cropp).

        """;

    private const string Mit = """
        Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without
        limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following
        conditions:

        The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

        THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT
        SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE
        OR OTHER DEALINGS IN THE SOFTWARE.
        """;

    /// <summary>Makes the text.</summary>
    /// <param name="packages">What is shipped.</param>
    /// <param name="apache">The text of the Apache License 2.0, which the module has itself.</param>
    /// <exception cref="InvalidOperationException">There is a licence whose text is not known.</exception>
    public static string Of(IReadOnlyList<ShippedPackage> packages, string apache)
    {
        var text = new StringBuilder("AwsBackupPlan holds assemblies of these packages, unchanged.\n\n");
        foreach (var package in packages)
        {
            text.Append(package.Id).Append(' ').Append(package.Version).Append("\n    ").Append(package.Licence).Append(". ").Append(package.Copyright).Append('\n');
            text.Append(package.ProjectUrl is { Length: > 0 } url ? $"    {url}\n" : string.Empty);
            text.AppendJoin(string.Empty, package.Files.Select(static file => file.Path).Order(StringComparer.Ordinal).Select(static path => $"    {path}\n"));
        }

        text.Append(Compiled);
        foreach (var licence in packages.Select(static package => package.Licence).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            Add(text, licence, licence switch
            {
                "Apache-2.0" => apache,
                "MIT" => Mit,
                _ => throw new InvalidOperationException($"The text of {licence} is not known."),
            });
        }

        // What several packages say alike stands once.
        foreach (var said in packages.SelectMany(static package => package.Texts, static (package, notice) => (package.Id, Notice: notice)).GroupBy(static said => said.Notice, static said => said.Id, StringComparer.Ordinal))
        {
            Add(text, string.Join(", ", said), said.Key);
        }

        return text.ToString();
    }

    private static void Add(StringBuilder text, string heading, string part) => text.Append("\n\n---- ").Append(heading).Append(" ----\n\n").Append(part.TrimEnd()).Append('\n');
}
