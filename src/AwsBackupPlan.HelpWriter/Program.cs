using AwsBackupPlan.HelpWriter.Documentation;
using AwsBackupPlan.HelpWriter.Output;
using AwsBackupPlan.HelpWriter.Pages;

// HelpWriter <manifest of the packaged module> <MAML file to write> <folder of Markdown to write> <XML docs> [<XML docs> ...]
if (args.Length < 4)
{
    Console.Error.WriteLine("HelpWriter MANIFEST MAML-FILE MARKDOWN-FOLDER XML-DOCS...");
    return 2;
}

var reader = new PageReader(DocumentationSet.Load(args[3..]));
var pages = reader.Read(args[0]);
if (reader.Lacks.Count > 0)
{
    foreach (var lack in reader.Lacks)
    {
        // In the form in which MSBuild takes it for an error of the build.
        Console.Error.WriteLine($"HelpWriter : error HELP001: {lack}");
    }

    return 1;
}

MamlFile.Write(args[1], pages);
MarkdownFolder.Write(args[2], pages);
return 0;
