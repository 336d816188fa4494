namespace AwsBackupPlan.Engine.Compliance;

/// <summary>What a parameter of a control takes.</summary>
internal enum ControlParameterKind
{
    /// <summary>A whole number.</summary>
    Number,

    /// <summary>One of some words.</summary>
    Word,

    /// <summary>A list of texts.</summary>
    List,
}
