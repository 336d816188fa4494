// The engine for Windows PowerShell, out of the packaged module's folder, in a process that beside it has what .NET Framework brings and nothing else.
// Arguments: the folder, the file that stands in for PowerShell's assembly, an endpoint, the accounts, and an assembly that another module has loaded before, if any.
// It takes a command from each line of its input, and answers it with a line of JSON.
using System.Reflection;
using AwsBackupPlan.DesktopProcess;

if (args.Length > 4)
{
    Assembly.LoadFrom(args[4]);
}

// Whoever runs this asks for no type of the engine before the module is there to find it.
return Conversation.Run(ModuleFolder.Import(args[0], args[1]), args[2], args[3].Split(','));
