using System.Management.Automation;
using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Cmdlets.Plans;

/// <summary>Reads the plan document that a cmdlet is given, from a file or as an object.</summary>
internal static class PlanInput
{
    /// <summary>The document as JSON text; <see langword="null"/> when none is given. What cannot be read ends the command.</summary>
    public static string? Read(PSCmdlet cmdlet, string? path, object? document)
        => path is not null ? ReadFile(cmdlet, path) : document is not null ? ReadObject(cmdlet, document) : null;

    /// <summary>A fault of the document is one of the file that it came from.</summary>
    public static ParameterFault Of(string? path, ParameterFault fault)
        => path is not null && string.Equals(fault.ParameterName, "PlanDocument", StringComparison.Ordinal) ? new ParameterFault("PlanPath", $"'{path}': {fault.Message}") : fault;

    private static string ReadFile(PSCmdlet cmdlet, string path)
    {
        try
        {
            return InputFile.Read(cmdlet, path);
        }
        catch (Exception exception) when (InputFile.IsUnreadable(exception))
        {
            cmdlet.ThrowTerminatingError(Errors.UnreadablePlan(path, exception));
            throw;
        }
    }

    private static string ReadObject(PSCmdlet cmdlet, object document)
    {
        try
        {
            var json = JsonInput.ToJson(document);
            return IsPath(json) ? throw new ValidationMetadataException(Strings.PlanDocumentIsPath(json)) : json;
        }
        catch (ValidationMetadataException exception)
        {
            cmdlet.ThrowTerminatingError(Errors.InvalidParameters([new ParameterFault("PlanDocument", exception.Message)]));
            throw;
        }
    }

    // JSON begins with a bracket.
    private static bool IsPath(string text) => text.TrimEnd().EndsWith(".json", StringComparison.OrdinalIgnoreCase) && text.TrimStart()[0] is not ('{' or '[');
}
