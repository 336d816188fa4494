using System.Text.Json.Nodes;

namespace AwsBackupPlan.Simulator.Protocol;

/// <summary>What goes over the wire in the REST-JSON protocol.</summary>
public static class RestJson
{
    private const string ContentType = "application/json";

    // AWS Backup sends a namespace after the name, which clients have to cut off.
    private const string ErrorNamespace = ":http://internal.amazon.com/coral/com.amazonaws.services.cryo/";

    /// <summary>An answer with a JSON body, or with none.</summary>
    public static SimulatedResponse Write(JsonObject? body, int statusCode = 200) => new(
        statusCode, ContentType, WireJson.Write(body));

    /// <summary>A refusal: the name in <c>x-amzn-ErrorType</c>, message and declared members in the body.</summary>
    public static SimulatedResponse WriteError(SimulatedException error)
    {
        var body = new JsonObject();
        foreach (var member in error.Members)
        {
            body[member.Key] = member.Value;
        }

        body["Message"] = error.Message;
        return new SimulatedResponse(
            error.StatusCode,
            ContentType,
            WireJson.Write(body),
            new Dictionary<string, string>(StringComparer.Ordinal) { ["x-amzn-ErrorType"] = error.ErrorType + ErrorNamespace });
    }
}
