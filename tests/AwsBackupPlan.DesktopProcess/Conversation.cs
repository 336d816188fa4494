using System.Text.Json;
using System.Text.Json.Serialization;

namespace AwsBackupPlan.DesktopProcess;

/// <summary>Commands come in, answers go out.</summary>
internal static class Conversation
{
    /// <summary>Answers until there are no more commands.</summary>
    /// <returns>The exit status.</returns>
    public static int Run(ModuleFolder module, string endpoint, IEnumerable<string> accounts)
    {
        var json = new JsonSerializerOptions { Converters = { new JsonStringEnumConverter() } };
        using var commands = new Commands(module, endpoint, accounts);
        while (Console.ReadLine() is { } line)
        {
            var words = line.Split([' '], 2);
            Console.WriteLine(JsonSerializer.Serialize(commands.Do(words[0], words.ElementAtOrDefault(1)), json));
        }

        return 0;
    }
}
