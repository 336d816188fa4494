using System.Text.Json.Nodes;
using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Lambda.Events;

/// <summary>A backup set that is to be worked on.</summary>
/// <param name="Target">The backup set.</param>
/// <param name="Said">What the event says of it, which a continuation repeats.</param>
/// <param name="Rest">How much a removal had left the last time; <see langword="null"/> where nothing tells.</param>
internal sealed record AskedAccount(AccountTarget Target, JsonObject Said, int? Rest);
