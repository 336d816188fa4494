using AwsBackupPlan.Engine.Accounts;

namespace AwsBackupPlan.Engine.Fleet;

/// <summary>Something that only whoever runs the command can tell, such as the code that an MFA device shows. It is asked once for all pieces of work.</summary>
/// <param name="Target">The piece of work that was the first to need it.</param>
/// <param name="Name">What is asked for in a word or two, such as <c>MFA code</c>.</param>
/// <param name="Text">The question in a sentence.</param>
public sealed record CallerQuestion(AccountTarget Target, string Name, string Text);
