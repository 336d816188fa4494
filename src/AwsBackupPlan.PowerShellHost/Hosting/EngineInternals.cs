using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace AwsBackupPlan.PowerShellHost.Hosting;

/// <summary>The few internal types of the engine that the Utility commands of PowerShell are built on.</summary>
/// <remarks>They are reached by name, here and nowhere else, so that stand-ins format and stop exactly as the originals do.</remarks>
public static class EngineInternals
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
    private const string FormatNamespace = "Microsoft.PowerShell.Commands.Internal.Format.";

    private static readonly Assembly Engine = typeof(PSObject).Assembly;

    /// <summary>The exception that ends the commands before <paramref name="command"/> in its pipeline, and no other.</summary>
    public static Exception StopUpstream(PSCmdlet command) =>
        (Exception)Create("System.Management.Automation.StopUpstreamCommandsException", command);

    /// <summary>Makes a command format what it reads in a shape: <c>Table</c>, <c>List</c> or <c>Wide</c>.</summary>
    public static void UseShape(FrontEndCommandBase command, string shape) =>
        SetImplementation(command, Create(FormatNamespace + "InnerFormatShapeCommand", Enum.Parse(Type(FormatNamespace + "FormatShape"), shape)));

    /// <summary>Makes a command write what it reads to a writer, through the views, in lines of at most <paramref name="width"/>.</summary>
    public static void UseWriter(FrontEndCommandBase command, TextWriter writer, int width)
    {
        var output = Create(FormatNamespace + "OutputManagerInner");
        Property(output.GetType(), "LineOutput").SetValue(output, Create(FormatNamespace + "TextWriterLineOutput", writer, width));
        SetImplementation(command, output);
    }

    /// <summary>Makes <c>exit N</c> in the next script file end the host, as <c>pwsh -File</c> does, and not only the script.</summary>
    public static void ExitEndsHost(Runspace runspace)
    {
        var context = Property(typeof(Runspace), "ExecutionContext").GetValue(runspace)!;
        Property(context.GetType(), "ScriptCommandProcessorShouldRethrowExit").SetValue(context, true);
    }

    /// <summary>An error as the engine passes it to <c>Out-Default</c>: shown by its view, where errors go.</summary>
    public static PSObject AsErrorOutput(ErrorRecord error)
    {
        var output = new PSObject(error);
        var property = Property(typeof(PSObject), "WriteStream");
        property.SetValue(output, Enum.Parse(property.PropertyType, "Error"));
        return output;
    }

    private static void SetImplementation(FrontEndCommandBase command, object implementation)
    {
        var field = typeof(FrontEndCommandBase).GetField("implementation", Any) ?? throw Missing("FrontEndCommandBase.implementation");
        field.SetValue(command, implementation);
    }

    private static object Create(string type, params object[] arguments) =>
        Activator.CreateInstance(Type(type), Any, binder: null, arguments, culture: null) ?? throw Missing(type);

    private static Type Type(string name) => Engine.GetType(name) ?? throw Missing(name);

    private static PropertyInfo Property(Type type, string name) => type.GetProperty(name, Any) ?? throw Missing(type.FullName + "." + name);

    private static InvalidOperationException Missing(string name) =>
        new($"This version of System.Management.Automation ({Engine.GetName().Version}) has no {name}. Use the version that Directory.Packages.props names.");
}
