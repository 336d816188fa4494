using System.Text.Json;
using AwsBackupPlan.Engine.Compliance;
using Json.Schema;

namespace AwsBackupPlan.Engine.Tests.Compliance;

public sealed class CompliancePolicyTests
{
    [Theory]
    [InlineData("", "$: It is not JSON")]
    [InlineData("[]", "$: It is an array. It must be an object.")]
    [InlineData("""{ "version": "2.0" }""", "$.version: It is '2.0'. This module knows '1.0'.")]
    [InlineData("""{ "control": {} }""", "$.control: 'control' is not a member of this object. Did you mean 'controls'?")]
    [InlineData("""{ "controls": { "BACKUP_RECOVERY_POINT_ENCRIPTED": {} } }""", "Did you mean 'BACKUP_RECOVERY_POINT_ENCRYPTED'?")]
    [InlineData("""{ "controls": { "BACKUP_RECOVERY_POINT_ENCRYPTED": true } }""", "$.controls.BACKUP_RECOVERY_POINT_ENCRYPTED: It is true. It must be an object.")]
    [InlineData("""{ "controls": { "BACKUP_RECOVERY_POINT_ENCRYPTED": { "enabled": "no" } } }""", ".enabled: It is a string. It must be true or false")]
    [InlineData("""{ "controls": { "BACKUP_RECOVERY_POINT_ENCRYPTED": { "severity": "high" } } }""", ".severity: 'high' is none of Low, Medium, High, Critical.")]
    [InlineData("""{ "controls": { "BACKUP_RECOVERY_POINT_ENCRYPTED": { "parameters": { "days": 1 } } } }""", ".parameters: The control has no parameters.")]
    [InlineData("""{ "controls": { "XACNT_COPY_WITHIN_OBJECTIVE": { "parameters": { "hours": 1 } } } }""", ".parameters.hours: 'hours' is not a member of this object.")]
    [InlineData("""{ "controls": { "XACNT_COPY_WITHIN_OBJECTIVE": { "parameters": { "toleranceHours": -1 } } } }""", "It is -1. It must be from 0 to 8784.")]
    [InlineData("""{ "controls": { "BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK": { "parameters": { "requiredRetentionDays": "35" } } } }""", "It must be a whole number, without quotes.")]
    [InlineData("""{ "controls": { "BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK": { "parameters": { "requiredRetentionDays": 0 } } } }""", "It is 0. It must be from 1 to 36500.")]
    [InlineData("""{ "controls": { "BACKUP_LAST_RECOVERY_POINT_CREATED": { "parameters": { "recoveryPointAgeUnit": "weeks" } } } }""", "'weeks' is none of hours, days.")]
    [InlineData("""{ "controls": { "BACKUP_RESOURCES_PROTECTED_BY_CROSS_REGION": { "parameters": { "crossRegionList": ["us-east-2", "nowhere"] } } } }""", ".crossRegionList[1]: 'nowhere' is not a Region such as eu-west-1.")]
    [InlineData("""{ "controls": { "BACKUP_RESOURCES_PROTECTED_BY_CROSS_ACCOUNT": { "parameters": { "crossAccountList": "333333333333" } } } }""", "It must be an array of strings.")]
    [InlineData("""{ "controls": { "BACKUP_RESOURCES_PROTECTED_BY_CROSS_ACCOUNT": { "parameters": { "crossAccountList": 333333333333 } } } }""", "It is the number 333333333333. It must be an array of strings. Put it in quotes")]
    [InlineData("""{ "controls": { "BACKUP_RESOURCES_PROTECTED_BY_CROSS_ACCOUNT": { "parameters": { "crossAccountList": [333333333333] } } } }""", ".crossAccountList[0]: It is the number 333333333333. It must be a string. Put it in quotes")]
    [InlineData("""{ "exemptions": [ { "control": "XACNT_*", "accountId": "20000000000X", "reason": "r", "owner": "o", "expires": "2027-01-31" } ] }""", "$.exemptions[0].accountId: '20000000000X' fits no account: its id has 12 digits.")]
    [InlineData("""{ "exemptions": [ { "control": "XACNT_*", "accountId": "20000000000", "reason": "r", "owner": "o", "expires": "2027-01-31" } ] }""", "'20000000000' fits no account")]
    [InlineData("""{ "exemptions": [ { "control": "XACNT_*", "accountId": "2000000000001*", "reason": "r", "owner": "o", "expires": "2027-01-31" } ] }""", "'2000000000001*' fits no account")]
    [InlineData("""{ "exemptions": {} }""", "$.exemptions: It is an object. It must be an array.")]
    [InlineData("""{ "exemptions": [ { "control": "*", "reason": "r", "owner": "o" } ] }""", "$.exemptions[0].expires: It is missing.")]
    [InlineData("""{ "exemptions": [ { "control": "*", "reason": " ", "owner": "o", "expires": "2027-01-31" } ] }""", "$.exemptions[0].reason: It is missing.")]
    [InlineData("""{ "exemptions": [ { "control": "NONE", "reason": "r", "owner": "o", "expires": "2027-01-31" } ] }""", "$.exemptions[0].control: 'NONE' is no control.")]
    [InlineData("""{ "exemptions": [ { "control": "*", "reason": "r", "owner": "o", "expires": "31.01.2027" } ] }""", "$.exemptions[0].expires: '31.01.2027' is not a date such as 2027-01-31.")]
    [InlineData("""{ "exemptions": [ { "control": "*", "reason": "r", "owner": "o", "expires": "2027-01-31" } ] }""", "$.exemptions[0].control: It exempts every resource of every account from every control.")]
    [InlineData("""{ "exemptions": [ { "control": "*", "accountId": "*", "resource": "*", "reason": "r", "owner": "o", "expires": "2027-01-31" } ] }""", "It exempts every resource of every account from every control.")]
    [InlineData("""{ "exemptions": [ { "control": "*", "resource": "[z-a]", "reason": "r", "owner": "o", "expires": "2027-01-31" } ] }""", "$.exemptions[0].resource: '[z-a]' is not a wildcard pattern")]
    public void What_is_wrong_is_told_with_its_path(string json, string fault)
    {
        var exception = Assert.Throws<CompliancePolicyException>(() => CompliancePolicy.Parse(json));

        Assert.Contains(fault, exception.Message, StringComparison.Ordinal);
        Assert.False(IsOneBySchema(json) && !SchemaCannotTell(json), "The schema takes it.");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "$schema": "compliance-policy.schema.json", "version": "1.0", "controls": {}, "exemptions": [] }""")]
    [InlineData("""{ "controls": { "BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK": { "enabled": false, "severity": "Low", "parameters": { "requiredFrequencyUnit": "hours", "requiredFrequencyValue": 12, "requiredRetentionDays": 7 } } } }""")]
    [InlineData("""{ "controls": { "BACKUP_RECOVERY_POINT_MANUAL_DELETION_DISABLED": { "parameters": { "principalArnList": ["arn:aws:iam::222222222222:role/Admin"] } }, "XACNT_JOB_SUCCESS_RATE": { "parameters": { "days": 30, "minimumPercent": 100 } } } }""")]
    [InlineData("""{ "exemptions": [ { "control": "*", "accountId": "222222222222", "reason": "r", "owner": "o", "expires": "9999-12-31" } ] }""")]
    [InlineData("""{ "exemptions": [ { "control": "XACNT_*", "accountId": "2*", "resource": "*:db:*", "reason": "r", "owner": "o", "expires": "2027-01-31" } ] }""")]
    [InlineData("""{ "exemptions": [ { "control": "XACNT_*", "accountId": "20000000000[1-9]", "reason": "r", "owner": "o", "expires": "2027-01-31" }, { "control": "XACNT_*", "accountId": "200000000001*", "reason": "r", "owner": "o", "expires": "2027-01-31" } ] }""")]
    public void What_the_schema_takes_is_taken(string json)
    {
        Assert.True(IsOneBySchema(json));
        CompliancePolicy.Parse(json);
    }

    [Fact]
    public void Every_control_is_in_the_schema()
    {
        using var schema = JsonDocument.Parse(Schema("compliance-policy.schema.json"));
        var controls = schema.RootElement.GetProperty("properties").GetProperty("controls").GetProperty("properties");

        Assert.Equal(CompliancePolicy.ControlNames.Order(StringComparer.Ordinal), controls.EnumerateObject().Select(static control => control.Name).Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    private static string Schema(string name)
    {
        using var reader = new StreamReader(typeof(CompliancePolicyTests).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    private static bool IsOneBySchema(string json)
    {
        try
        {
            return JsonSchema.FromText(Schema("compliance-policy.schema.json")).Evaluate(JsonElement.Parse(json)).IsValid;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // Which names of controls a pattern fits, and whether it is one, no schema says.
    private static bool SchemaCannotTell(string json) => json.Contains("\"NONE\"", StringComparison.Ordinal) || json.Contains("[z-a]", StringComparison.Ordinal);

    [Fact]
    public void Every_fault_is_told_at_once()
    {
        var exception = Assert.Throws<CompliancePolicyException>(() => CompliancePolicy.Parse("""{ "version": 1, "controls": { "A": {} }, "exemptions": [ 1 ] }"""));

        Assert.Equal(3, exception.Count);
    }

    [Theory]
    [InlineData("BACKUP_*", null)]
    [InlineData("xacnt_no_such", "is no control")]
    [InlineData("XACNT_JOB_SUCCES_RATE", "Did you mean 'XACNT_JOB_SUCCESS_RATE'?")]
    [InlineData("[", "is not a wildcard pattern")]
    public void A_name_that_fits_no_control_is_a_fault(string name, string? fault)
    {
        var found = CompliancePolicy.FaultOfName(name);

        Assert.Equal(fault is null, found is null);
        Assert.Contains(fault ?? string.Empty, found ?? string.Empty, StringComparison.Ordinal);
    }
}
