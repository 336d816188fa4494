#if NET
using System.Runtime.InteropServices;
using System.Text;
#endif

namespace AwsBackupPlan.Engine;

/// <summary>What is at the place that a file is to take.</summary>
public static class FilePlace
{
    /// <summary>Why a file cannot take a place; <see langword="null"/> where nothing is there, a file, or a link to one or to nothing.</summary>
    /// <param name="path">The whole path.</param>
    public static string? Fault(string path) =>
        Directory.Exists(path) ? "It is a folder."
        : IsSpecial(path) ? "It is a device, a pipe or a socket, or a link to one, and no file."
        : null;

#if NET
    // A link is followed: it can be replaced, but nobody who names a link to a device means that.
    private static bool IsSpecial(string path) => !OperatingSystem.IsWindows() && File.Exists(path) && Kind(path) is { } kind && kind != RegularFile;

    private const int KindBits = 0xF000;
    private const int RegularFile = 0x8000;

    // .NET tells no device from a file, but its own library, which goes with every runtime of Unix, does: the second of the numbers that it answers with has the kind of the file, for every system alike.
    private static int? Kind(string path)
    {
        var status = new int[64];
        try
        {
            return Stat(Encoding.UTF8.GetBytes(path + '\0'), status) == 0 ? status[1] & KindBits : null;
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            return null;
        }
    }

    [DllImport("libSystem.Native", EntryPoint = "SystemNative_Stat")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Stat(byte[] path, [Out] int[] status);
#else
    // Windows has devices by their names alone, which are at no place of a folder.
    private static bool IsSpecial(string path) => false;
#endif
}
