using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Standards;

/// <summary>An edition with all it holds.</summary>
public sealed record EditionBody
{
    public required Edition Edition { get; init; }

    public IReadOnlyList<EditionItem> Items { get; init; } = [];

    public IReadOnlyList<EditionContent> Contents { get; init; } = [];

    public IReadOnlyList<Criterion> Criteria { get; init; } = [];

    public IReadOnlyList<Measure> Measures { get; init; } = [];

    /// <summary>What the measures by documents want.</summary>
    public IReadOnlyList<EditionDocument> Documents { get; init; } = [];

    public IReadOnlyList<SiteKind> SiteKinds { get; init; } = [];

    public IReadOnlyList<CheckItem> CheckItems { get; init; } = [];

    public IReadOnlyList<EditionWeight> Weights { get; init; } = [];

    /// <summary>What is looked at on a site of a kind: its own items, then the common ones.
    /// </summary>
    public IReadOnlyList<CheckItem> CheckedAt(SiteKind kind) => kind.ChecksOf(CheckItems);

    /// <summary>Why it cannot be published yet; null when it can. A criterion nobody measures, a
    /// kind nothing is checked at, and weights that do not make 100 % would each be a score that
    /// nobody can compute.</summary>
    public Problem? Incomplete()
    {
        if (Items.Count == 0)
        {
            return new Problem(ProblemCode.EditionIncomplete, "item", Edition.Code);
        }

        var measured = Measures.Select(one => one.CriterionCode).ToHashSet();
        if (Criteria.FirstOrDefault(one => !measured.Contains(one.Code)) is { } criterion)
        {
            return new Problem(ProblemCode.EditionIncomplete, "measure", criterion.Code);
        }

        if (SiteKinds.FirstOrDefault(one => CheckedAt(one).Count == 0) is { } kind)
        {
            return new Problem(ProblemCode.EditionIncomplete, "check", kind.Code);
        }

        return EditionWeights.Fault(Weights) is { } fault
            ? new Problem(ProblemCode.EditionIncomplete, fault.Field, fault.Arguments)
            : null;
    }

    /// <summary>A site's score in thousandths: points reached ÷ points of what applied, rounded
    /// down. Errors: nothing applied, or what was seen does not fit its rule.</summary>
    public static Outcome<int> SiteScoreMilli(IEnumerable<(CheckItem Item, Seen Seen)> seen)
    {
        long reached = 0;
        long whole = 0;
        foreach (var (item, what) in seen)
        {
            if (!item.Rule.ShareMilli(what).Try(out var share, out var fault))
            {
                return fault;
            }

            reached += (long)share * item.PointsMilli;
            whole += item.PointsMilli;
        }

        return whole == 0
            ? new Problem(ProblemCode.FieldRequired, "points")
            : (int)(reached / whole);
    }
}
