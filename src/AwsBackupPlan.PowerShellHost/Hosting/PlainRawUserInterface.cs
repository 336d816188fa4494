using System.Management.Automation.Host;

namespace AwsBackupPlan.PowerShellHost.Hosting;

/// <summary>A screen that has a size and nothing else: no cursor, no cells, no keys.</summary>
/// <param name="size">Its width and height in characters, asked for whenever the engine lays out text.</param>
public sealed class PlainRawUserInterface(Func<Size> size) : PSHostRawUserInterface
{
    /// <inheritdoc/>
    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    /// <inheritdoc/>
    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    /// <inheritdoc/>
    public override Size BufferSize
    {
        get => size();
        set => throw NoScreen();
    }

    /// <inheritdoc/>
    public override Size WindowSize
    {
        get => size();
        set => throw NoScreen();
    }

    /// <inheritdoc/>
    public override Size MaxWindowSize => size();

    /// <inheritdoc/>
    public override Size MaxPhysicalWindowSize => size();

    /// <inheritdoc/>
    public override Coordinates CursorPosition { get; set; }

    /// <inheritdoc/>
    public override Coordinates WindowPosition { get; set; }

    /// <inheritdoc/>
    public override int CursorSize { get; set; } = 25;

    /// <inheritdoc/>
    public override string WindowTitle { get; set; } = string.Empty;

    /// <inheritdoc/>
    public override bool KeyAvailable => false;

    /// <inheritdoc/>
    public override void FlushInputBuffer()
    {
    }

    /// <inheritdoc/>
    public override KeyInfo ReadKey(ReadKeyOptions options) => throw NoScreen();

    /// <inheritdoc/>
    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw NoScreen();

    /// <inheritdoc/>
    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) => throw NoScreen();

    /// <inheritdoc/>
    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw NoScreen();

    /// <inheritdoc/>
    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw NoScreen();

    private static HostException NoScreen() => new("This host writes plain text. It has no screen to read, resize or draw on.");
}
