using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using System.Text;
using AwsBackupPlan.PowerShellHost.Hosting;

namespace AwsBackupPlan.PowerShellHost.Recording;

/// <summary>Keeps text, progress and prompts; answers prompts from a queue. Safe for use by several threads.</summary>
public sealed class RecordingUserInterface : PSHostUserInterface
{
    private readonly Lock _lock = new();
    private readonly StringBuilder _text = new();
    private readonly List<RecordedProgress> _progress = [];
    private readonly List<RecordedPrompt> _prompts = [];
    private readonly Queue<string> _answers = new();

    internal RecordingUserInterface(int width) => RawUI = new PlainRawUserInterface(() => new Size(width, 50));

    /// <inheritdoc/>
    public override PSHostRawUserInterface RawUI { get; }

    /// <inheritdoc/>
    public override bool SupportsVirtualTerminal => HasColours;

    /// <summary>Whether its screen shows colours.</summary>
    public bool HasColours { get; set; }

    /// <summary>What was shown so far: text of every stream in order, with the stream's prefix such as <c>WARNING: </c>.</summary>
    public string Text
    {
        get
        {
            lock (_lock)
            {
                return _text.ToString();
            }
        }
    }

    /// <summary>The progress records written so far.</summary>
    public IReadOnlyList<RecordedProgress> Progress
    {
        get
        {
            lock (_lock)
            {
                return [.. _progress];
            }
        }
    }

    /// <summary>The questions asked so far.</summary>
    public IReadOnlyList<RecordedPrompt> Prompts
    {
        get
        {
            lock (_lock)
            {
                return [.. _prompts];
            }
        }
    }

    /// <summary>Answers the next questions, in this order. A question without an answer fails, as on a host that cannot ask.</summary>
    /// <param name="answers">A choice's label without its <c>&amp;</c> (<c>Yes to All</c>), or the text of a field.</param>
    public void WillAnswer(params IReadOnlyList<string> answers)
    {
        lock (_lock)
        {
            foreach (var answer in answers)
            {
                _answers.Enqueue(answer);
            }
        }
    }

    /// <summary>Forgets what was recorded. Answers that are still to be given stay.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _text.Clear();
            _progress.Clear();
            _prompts.Clear();
        }
    }

    /// <inheritdoc/>
    public override void Write(string value)
    {
        lock (_lock)
        {
            _text.Append(GetOutputString(value, SupportsVirtualTerminal));
        }
    }

    /// <inheritdoc/>
    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

    /// <inheritdoc/>
    public override void WriteLine(string value) => Write(value + "\n");

    /// <inheritdoc/>
    public override void WriteErrorLine(string value) => WriteLine(value);

    /// <inheritdoc/>
    public override void WriteWarningLine(string message) => WriteLine("WARNING: " + message);

    /// <inheritdoc/>
    public override void WriteVerboseLine(string message) => WriteLine("VERBOSE: " + message);

    /// <inheritdoc/>
    public override void WriteDebugLine(string message) => WriteLine("DEBUG: " + message);

    /// <inheritdoc/>
    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        lock (_lock)
        {
            _progress.Add(RecordedProgress.Of(sourceId, record));
        }
    }

    /// <inheritdoc/>
    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
    {
        var fields = new Dictionary<string, PSObject>(StringComparer.OrdinalIgnoreCase);
        foreach (var description in descriptions)
        {
            fields[description.Name] = PSObject.AsPSObject(Ask(caption, message, [description.Name], defaultChoice: null));
        }

        return fields;
    }

    /// <inheritdoc/>
    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        string[] labels = [.. choices.Select(static c => c.Label.Replace("&", string.Empty, StringComparison.Ordinal))];
        var answer = Ask(caption, message, labels, defaultChoice < 0 ? null : labels[defaultChoice]);
        var index = Array.FindIndex(labels, l => string.Equals(l, answer, StringComparison.OrdinalIgnoreCase));
        return index >= 0 ? index : throw new HostException($"'{answer}' is none of the choices: {string.Join(", ", labels)}.");
    }

    /// <inheritdoc/>
    public override string ReadLine() => Ask(string.Empty, string.Empty, [], defaultChoice: null);

    /// <inheritdoc/>
    public override SecureString ReadLineAsSecureString()
    {
        var secret = new SecureString();
        foreach (var character in ReadLine())
        {
            secret.AppendChar(character);
        }

        return secret;
    }

    /// <inheritdoc/>
    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        throw new HostException("This host cannot ask for credentials.");

    /// <inheritdoc/>
    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        PromptForCredential(caption, message, userName, targetName);

    private string Ask(string caption, string message, IReadOnlyList<string> choices, string? defaultChoice)
    {
        lock (_lock)
        {
            var answered = _answers.TryDequeue(out var answer);
            _prompts.Add(new RecordedPrompt(caption, message, choices, defaultChoice, answer, Environment.CurrentManagedThreadId));
            return answered ? answer! : throw new HostException($"No answer was prepared for: {caption} {message}");
        }
    }
}
