using CsCheck;

namespace AwsBackupPlan.Fuzz;

/// <summary>What is fed with inputs: a parser of outside text.</summary>
public abstract class FuzzTarget
{
    /// <summary>What it is called on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>Inputs as they should be, from which damaged ones are made.</summary>
    protected internal abstract IReadOnlyList<string> Samples { get; }

    /// <summary>Words of its grammar that damage puts in.</summary>
    protected internal virtual IReadOnlyList<string> Words => [];

    /// <summary>Takes an input. All that it may throw is caught within; what comes out is a crash.</summary>
    /// <param name="input">The input; where bytes are taken, characters up to U+00FF are one byte each.</param>
    public abstract Task TakeAsync(string input);

    /// <summary>An input as it should be.</summary>
    protected internal virtual string DrawSample(PCG random) => Samples[(int)random.Next((uint)Samples.Count)];

    /// <summary>Demands something of a result.</summary>
    /// <exception cref="FuzzException">It is not so.</exception>
    protected static void Demand(bool isSo, string what)
    {
        if (!isSo)
        {
            throw new FuzzException(what);
        }
    }
}
