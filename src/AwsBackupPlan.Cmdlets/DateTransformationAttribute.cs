using System.Management.Automation;

namespace AwsBackupPlan.Cmdlets;

/// <summary>Lets a date with a time zone, as the module's own objects have it, stand for a parameter that is a date: PowerShell does not make one of the other.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class DateTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
        => (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is DateTimeOffset date ? date.UtcDateTime : inputData;
}
