using System.Reflection;
using Amazon.Runtime;

namespace Amazon.Backup.Tests.Wire;

/// <summary>An operation of the client's interface, by name.</summary>
public sealed class ClientOperation(string name)
{
    private readonly MethodInfo _method = typeof(IAmazonBackup).GetMethod(name + "Async")!;

    /// <summary>The names of all operations.</summary>
    public static IEnumerable<string> Names { get; } = [.. typeof(IAmazonBackup).GetMethods()
        .Where(static method => method.Name.EndsWith("Async", StringComparison.Ordinal)).Select(static method => method.Name[..^"Async".Length])];

    public Type RequestType => _method.GetParameters()[0].ParameterType;

    public async Task<AmazonWebServiceResponse> CallAsync(IAmazonBackup client, object request)
    {
        var call = (Task)_method.Invoke(client, [request, TestContext.Current.CancellationToken])!;
        await call;
        return (AmazonWebServiceResponse)call.GetType().GetProperty("Result")!.GetValue(call)!;
    }
}
