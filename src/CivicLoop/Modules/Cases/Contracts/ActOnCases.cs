using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Cases.Contracts;

/// <summary>A case chosen from a list, and the version its chooser saw.</summary>
internal sealed record ChosenCase(string Number, long? Version)
{
    /// <summary>As a form carries it: <c>NUMBER@VERSION</c>; the version may be left out.</summary>
    public static ChosenCase Read(string word)
    {
        var at = word.LastIndexOf('@');
        return at > 0 && long.TryParse(
            word[(at + 1)..], System.Globalization.CultureInfo.InvariantCulture, out var version)
            ? new ChosenCase(word[..at].Trim(), version)
            : new ChosenCase(word.Trim(), null);
    }

    public override string ToString() => Version is null ? Number : $"{Number}@{Version}";
}

/// <summary>What became of one of many: the case after the step, or why it was refused.</summary>
internal sealed record DoneInBulk(string Number, Case? Case, Problem? Problem);

/// <summary>Does one command on many cases, each for itself: what cannot be done is refused with
/// its reason, the rest is done.</summary>
internal sealed class ActOnCases(ActOnCase act)
{
    /// <summary>As many as the longest page of a list shows.</summary>
    public const int RowsMax = CaseLists.LimitMax;

    // What differs from case to case cannot be asked once for all.
    private const CaseNeeds PerCase = CaseNeeds.Parts | CaseNeeds.Place;

    /// <summary>True for commands that can be given to many cases at once.</summary>
    public static bool Fits(CaseEdge edge) =>
        (edge.Needs & PerCase) == CaseNeeds.None
        && edge.Permission is not (Permission.OwnReport or Permission.ImportHistory);

    /// <summary>Errors: no case chosen, more than <see cref="RowsMax"/>, or a command that asks for
    /// something of each case.</summary>
    public async Task<Outcome<IReadOnlyList<DoneInBulk>>> RunAsync(
        IReadOnlyList<ChosenCase> rows, CaseCommand command, ActInput input, Caller caller,
        CancellationToken stop = default)
    {
        if (rows.Count == 0)
        {
            return new Problem(ProblemCode.FieldRequired, "cases");
        }

        if (rows.Count > RowsMax)
        {
            return new Problem(ProblemCode.LimitTooLarge, "cases", RowsMax);
        }

        if (!CaseWorkflow.Edges.Any(edge => edge.Command == command && Fits(edge)))
        {
            return new Problem(ProblemCode.UnknownValue, "command", command);
        }

        var key = IdempotencyKeys.Current;
        var done = new List<DoneInBulk>();
        foreach (var row in rows.DistinctBy(row => row.Number))
        {
            // Each case has its own key, so that a bulk cut short goes on where it stopped.
            IdempotencyKeys.Current = key is null
                ? null
                : key with { Key = $"{key.Key}/{row.Number}" };
            var outcome = await act.RunAsync(
                row.Number, command, input with { Version = row.Version }, caller, stop);
            done.Add(outcome.Try(out var after, out var problem)
                ? new DoneInBulk(row.Number, after, null)
                : new DoneInBulk(row.Number, null, problem));
        }

        IdempotencyKeys.Current = null;
        return done;
    }
}
