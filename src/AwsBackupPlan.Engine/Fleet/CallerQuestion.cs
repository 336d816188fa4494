namespace AwsBackupPlan.Engine.Fleet;

/// <summary>Something that only whoever runs the command can tell, such as the code that an MFA device shows. What holds for all pieces of work is asked once; a confirmation that has to be typed once for each.</summary>
/// <param name="Name">What is asked for in a word or two, such as <c>MFA code</c>.</param>
/// <param name="Text">The question in a sentence.</param>
public sealed record CallerQuestion(string Name, string Text);
