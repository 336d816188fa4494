using AwsBackupPlan.Engine.Compliance.Evidence;

namespace AwsBackupPlan.Engine.Compliance;

/// <summary>Something that is asked for of an account, its databases, plans or vaults.</summary>
internal abstract class Control
{
    /// <summary>Its name: that of Audit Manager for a control that is there, too; <c>XACNT_…</c> for the module's own.</summary>
    public abstract string Name { get; }

    /// <summary>What it asks for.</summary>
    public abstract string Title { get; }

    /// <summary>How much a finding matters, unless a policy says otherwise.</summary>
    public abstract ComplianceSeverity Severity { get; }

    /// <summary>What it has to know.</summary>
    public abstract EvidenceKinds Needs { get; }

    /// <summary>Whether it is judged where no policy says so.</summary>
    public virtual bool IsOnByDefault => true;

    /// <summary>Its parameters.</summary>
    public virtual IReadOnlyList<ControlParameter> Parameters => [];

    /// <summary>Whether Audit Manager has it.</summary>
    public bool IsOfAuditManager => !Name.StartsWith("XACNT_", StringComparison.Ordinal);

    /// <summary>Whether AWS Config judges for it every day, by itself. Otherwise, and where AWS does not say, it does so when something changes: what was judged long ago is still so.</summary>
    public virtual bool IsJudgedDaily => false;

    /// <summary>Judges an account: one judgement for each resource that it concerns.</summary>
    public abstract IEnumerable<Judgement> Judge(AccountEvidence evidence, ControlSettings settings);
}
