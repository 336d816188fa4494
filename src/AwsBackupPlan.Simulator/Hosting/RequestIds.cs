using System.Buffers.Binary;

namespace AwsBackupPlan.Simulator.Hosting;

/// <summary>Ids of requests: unlike one another and not secret, so none asks the system for randomness.</summary>
internal static class RequestIds
{
    private static readonly byte[] Start = Guid.NewGuid().ToByteArray();
    private static long s_last;

    /// <summary>An id that no other request of this process has.</summary>
    public static string Next()
    {
        Span<byte> id = stackalloc byte[16];
        Start.CopyTo(id);
        BinaryPrimitives.WriteInt64BigEndian(id[8..], BinaryPrimitives.ReadInt64BigEndian(id[8..]) + Interlocked.Increment(ref s_last));
        return new Guid(id).ToString();
    }
}
