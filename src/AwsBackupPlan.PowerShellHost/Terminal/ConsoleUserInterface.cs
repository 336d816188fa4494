using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using AwsBackupPlan.PowerShellHost.Hosting;

namespace AwsBackupPlan.PowerShellHost.Terminal;

/// <summary>Writes text with progress below it, and asks. Safe for use by several threads.</summary>
public sealed class ConsoleUserInterface : PSHostUserInterface, IDisposable
{
    private readonly Lock _lock = new();
    private readonly TerminalStreams _streams;
    private readonly ProgressBoard _board = new();
    private IReadOnlyList<string> _drawn = [];
    private bool _atLineStart = true;
    private CancellationTokenSource _interrupted = new();

    internal ConsoleUserInterface(TerminalStreams streams)
    {
        _streams = streams;
        RawUI = new PlainRawUserInterface(streams.Size);
    }

    /// <inheritdoc/>
    public override PSHostRawUserInterface RawUI { get; }

    /// <inheritdoc/>
    public override bool SupportsVirtualTerminal => _streams.HasColours;

    /// <inheritdoc/>
    public override void Write(string value) => Write(_streams.Output, GetOutputString(value ?? string.Empty, SupportsVirtualTerminal));

    /// <inheritdoc/>
    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value)
    {
        // The colours that the raw interface names are those that need no saying.
        var foreground = foregroundColor == RawUI.ForegroundColor ? string.Empty : PSStyle.Instance.Foreground.FromConsoleColor(foregroundColor);
        var background = backgroundColor == RawUI.BackgroundColor ? string.Empty : PSStyle.Instance.Background.FromConsoleColor(backgroundColor);
        Write(foreground.Length + background.Length == 0 ? value : foreground + background + value + PSStyle.Instance.Reset);
    }

    /// <inheritdoc/>
    public override void WriteLine(string value) => Write(value + Environment.NewLine);

    /// <inheritdoc/>
    public override void WriteErrorLine(string value) =>
        Write(_streams.Error, GetOutputString(Styled(FormatStyle.Error, value), SupportsVirtualTerminal) + Environment.NewLine);

    /// <inheritdoc/>
    public override void WriteWarningLine(string message) => WriteLine(Styled(FormatStyle.Warning, "WARNING: " + message));

    /// <inheritdoc/>
    public override void WriteVerboseLine(string message) => WriteLine(Styled(FormatStyle.Verbose, "VERBOSE: " + message));

    /// <inheritdoc/>
    public override void WriteDebugLine(string message) => WriteLine(Styled(FormatStyle.Debug, "DEBUG: " + message));

    /// <inheritdoc/>
    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        lock (_lock)
        {
            if (!_board.Update(sourceId, record))
            {
                return;
            }

            if (_streams.CanDraw)
            {
                Draw();
            }
            else if (record is { RecordType: ProgressRecordType.Processing, ParentActivityId: < 0 })
            {
                // That a bar goes away is to be seen, not to be read; and of many bars at once a log takes the one above them.
                _streams.ProgressLines.WriteLine(ProgressBoard.Line(record));
            }
        }
    }

    /// <summary>Takes away what progress is left of a command that has ended.</summary>
    public void EndProgress()
    {
        lock (_lock)
        {
            _board.Clear();
            Erase();
        }
    }

    /// <summary>Ends the question that is being asked, if there is one: Ctrl-C.</summary>
    public void Interrupt()
    {
        lock (_lock)
        {
            _interrupted.Cancel();
        }
    }

    /// <summary>Asks for a line with a prompt.</summary>
    /// <returns>The line; <see langword="null"/> at the end of the input.</returns>
    /// <exception cref="OperationCanceledException"><see cref="Interrupt"/> was called.</exception>
    /// <exception cref="HostException">Nobody can answer.</exception>
    public string? Ask(string prompt)
    {
        if (_streams.Input is null)
        {
            throw new HostException(
                $"Cannot ask '{prompt.Trim()}': there is nobody to answer. Give the value as a parameter; to go on without confirmation, use -Confirm:$false or -Force.");
        }

        Write(prompt);
        CancellationToken token;
        lock (_lock)
        {
            if (_interrupted.IsCancellationRequested)
            {
                _interrupted.Dispose();
                _interrupted = new CancellationTokenSource();
            }

            token = _interrupted.Token;
        }

        var line = _streams.Input.ReadLine(token);
        lock (_lock)
        {
            // The Enter that ended the answer also ended the line.
            _atLineStart = true;
        }

        return line;
    }

    /// <inheritdoc/>
    public override string ReadLine() => Answer(string.Empty);

    /// <inheritdoc/>
    public override SecureString ReadLineAsSecureString()
    {
        var secret = new SecureString();
        foreach (var character in Answer(string.Empty))
        {
            secret.AppendChar(character);
        }

        return secret;
    }

    /// <inheritdoc/>
    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
    {
        ArgumentNullException.ThrowIfNull(descriptions);
        WriteQuestion(caption, message);
        var answers = new Dictionary<string, PSObject>(StringComparer.OrdinalIgnoreCase);
        foreach (var field in descriptions)
        {
            var isList = field.ParameterTypeName.EndsWith("[]", StringComparison.Ordinal);
            answers[field.Name] = PSObject.AsPSObject(isList ? AnswerList(field.Name) : Answer(field.Name + ": "));
        }

        return answers;
    }

    /// <inheritdoc/>
    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        ArgumentNullException.ThrowIfNull(choices);
        WriteQuestion(caption, message);
        var keys = choices.Select(KeyOf).ToList();
        var prompt = string.Join("  ", choices.Select((c, i) => $"[{keys[i]}] {NameOf(c)}").Append("[?] Help"))
            + (defaultChoice >= 0 ? $" (default is \"{keys[defaultChoice]}\")" : string.Empty) + ": ";
        while (true)
        {
            var answer = Answer(prompt).Trim();
            if (answer.Length == 0 && defaultChoice >= 0)
            {
                return defaultChoice;
            }

            for (var i = 0; i < choices.Count; i++)
            {
                if (Same(answer, keys[i]) || Same(answer, NameOf(choices[i])))
                {
                    return i;
                }
            }

            if (answer is "?")
            {
                WriteHelp(choices, keys);
            }
        }
    }

    /// <inheritdoc/>
    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        throw new HostException("This host does not ask for credentials. Give them as a parameter.");

    /// <inheritdoc/>
    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        PromptForCredential(caption, message, userName, targetName);

    /// <inheritdoc/>
    public void Dispose() => _interrupted.Dispose();

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private static string NameOf(ChoiceDescription choice) => choice.Label.Replace("&", string.Empty, StringComparison.Ordinal);

    private static string KeyOf(ChoiceDescription choice)
    {
        var mark = choice.Label.IndexOf('&', StringComparison.Ordinal);
        return mark >= 0 && mark + 1 < choice.Label.Length ? choice.Label[mark + 1].ToString().ToUpperInvariant() : choice.Label;
    }

    private void WriteHelp(Collection<ChoiceDescription> choices, List<string> keys)
    {
        for (var i = 0; i < choices.Count; i++)
        {
            WriteLine($"{keys[i]} - {choices[i].HelpMessage}");
        }
    }

    private void WriteQuestion(string caption, string message)
    {
        foreach (var line in new[] { caption, message }.Where(static l => !string.IsNullOrEmpty(l)))
        {
            WriteLine(line);
        }
    }

    private string Answer(string prompt)
    {
        try
        {
            return Ask(prompt) ?? throw new HostException("The input ended before the question was answered. To go on without confirmation, use -Confirm:$false or -Force.");
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
    }

    private string[] AnswerList(string name)
    {
        var items = new List<string>();
        while (true)
        {
            var item = Answer(string.Create(CultureInfo.InvariantCulture, $"{name}[{items.Count}]: "));
            if (item.Length == 0)
            {
                return [.. items];
            }

            items.Add(item);
        }
    }

    private string Styled(FormatStyle style, string text) =>
        SupportsVirtualTerminal ? GetFormatStyleString(style) + text + PSStyle.Instance.Reset : text;

    private void Write(TextWriter writer, string text)
    {
        if (text.Length == 0)
        {
            return;
        }

        lock (_lock)
        {
            Erase();
            writer.Write(text);
            writer.Flush();
            _atLineStart = text[^1] == '\n';
            if (_streams.CanDraw)
            {
                Draw();
            }
        }
    }

    private void Draw()
    {
        // Bars wait while a line is unfinished: they would be drawn into it.
        if (!_atLineStart)
        {
            return;
        }

        var size = _streams.Size();
        var lines = _board.Render(Math.Max(10, size.Width - 1), Math.Max(1, size.Height / 3));
        if (lines.SequenceEqual(_drawn, StringComparer.Ordinal))
        {
            return;
        }

        Erase();
        foreach (var line in lines)
        {
            _streams.Output.WriteLine(line);
        }

        _streams.Output.Flush();
        _drawn = lines;
    }

    private void Erase()
    {
        if (_drawn.Count > 0)
        {
            // Up to the first bar, then clear to the end of the screen.
            _streams.Output.Write(string.Create(CultureInfo.InvariantCulture, $"\u001b[{_drawn.Count}F\u001b[0J"));
            _streams.Output.Flush();
            _drawn = [];
        }
    }
}
