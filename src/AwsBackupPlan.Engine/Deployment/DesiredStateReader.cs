using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using AwsBackupPlan.Engine.Accounts;
using AwsBackupPlan.Engine.Accounts.Sessions;
using AwsBackupPlan.Engine.Compliance;
using AwsBackupPlan.Engine.Onboarding;
using AwsBackupPlan.Engine.Plans;

namespace AwsBackupPlan.Engine.Deployment;

/// <summary>Reads the plan document, from the account unless it is given, and fills it in.</summary>
/// <param name="session">The session in the account.</param>
/// <param name="options">What the set should look like.</param>
/// <param name="target">The set: of the account and Region of the session.</param>
internal sealed class DesiredStateReader(AccountSession session, DeploymentOptions options, AccountTarget target)
{
    /// <summary>Reads it.</summary>
    /// <exception cref="AccountException">There is no document, or it has faults.</exception>
    /// <exception cref="PlanDocumentException">The document that was given has faults.</exception>
    public async Task<DesiredState> ReadAsync(CancellationToken cancellationToken)
    {
        if (options.PlanDocument is { } given)
        {
            return Desired(given, isSecret: false);
        }

        var parameter = await ReadParameterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return Desired(parameter.Value, isSecret: parameter.Type == ParameterType.SecureString);
        }
        catch (PlanDocumentException exception) when (parameter.Type == ParameterType.SecureString)
        {
            // Who may see the errors of this command need not be who may read the parameter: no exception goes along, since it quotes the document.
            throw new AccountException(
                "PlanDocumentInvalid",
                FailureCategory.InvalidArgument,
                $"The SSM parameter {options.PlanParameterName} in {target.Region} of account {target.AccountId}: {exception.WithoutContent()}",
                "Correct the plan document in the parameter; nothing was written. What is wrong with it is told of a document that is given by itself: Compare-XacntBackupPlan -PlanPath.")
            {
                Region = target.Region,
            };
        }
        catch (PlanDocumentException exception)
        {
            var isList = parameter.Type == ParameterType.StringList ? " is a StringList, and a plan document is a String or SecureString" : string.Empty;
            throw new AccountException(
                "PlanDocumentInvalid",
                FailureCategory.InvalidArgument,
                $"The SSM parameter {options.PlanParameterName} in {target.Region} of account {target.AccountId}{isList}: {exception.Message}",
                "Correct the plan document in the parameter; nothing was written.",
                exception)
            {
                Region = target.Region,
            };
        }

        DesiredState Desired(string json, bool isSecret) => DesiredState.Create(PlanDocument.Parse(json), target, options, session.Partition, session.Time.GetUtcNow().AddDays(-1).Year, isSecret);
    }

    private async Task<Parameter> ReadParameterAsync(CancellationToken cancellationToken)
    {
        var name = options.PlanParameterName;
        try
        {
            var request = new GetParameterRequest { Name = name, WithDecryption = true };
            var response = await session.Ssm(target.Region).GetParameterAsync(request, cancellationToken).ConfigureAwait(false);
            return response.Parameter;
        }
        catch (ParameterNotFoundException exception)
        {
            throw new AccountException(
                "PlanParameterNotFound",
                FailureCategory.ObjectNotFound,
                $"There is no SSM parameter {name} in {target.Region} of account {target.AccountId}; the plan document is expected there.",
                HowToPut(name),
                exception)
            {
                Region = target.Region,
            };
        }
    }

    // A version or an ARN is nothing that can be written.
    private string HowToPut(string name)
    {
        const string Given = "give it with -PlanPath or -PlanDocument, or its parameter's name with -PlanParameterName.";
        return name.Contains(':') || AccountPatterns.IsReserved(name) ? $"No parameter of that name can be made: {Given}" : Remedies.Lines(
            Remedies.Note(SetupCommand.Needs),
            SetupCommand.Of(target, options),
            Remedies.Note($"Or by hand: with credentials of account {target.AccountId}, aws ssm put-parameter --name {Remedies.Word(name)} --type String --value file://plan.json --region {target.Region}"),
            Remedies.Note($"Or {Given}"));
    }
}
