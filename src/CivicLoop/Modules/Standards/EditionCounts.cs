using CivicLoop.Domain.Standards;

namespace CivicLoop.Modules.Standards;

/// <summary>How much an edition holds.</summary>
internal sealed record EditionCounts(
    int Items, int Contents, int Criteria, int Measures, int Documents, int SiteKinds,
    int CheckItems)
{
    public static EditionCounts Of(EditionBody body) => new(
        body.Items.Count, body.Contents.Count, body.Criteria.Count, body.Measures.Count,
        body.Documents.Count, body.SiteKinds.Count, body.CheckItems.Count);

    /// <summary>Each with the key of its word.</summary>
    public IReadOnlyList<(string Word, int Count)> All =>
    [
        ("Item", Items), ("Content", Contents), ("Criterion", Criteria), ("Measure", Measures),
        ("Document", Documents), ("SiteKind", SiteKinds), ("CheckItem", CheckItems),
    ];
}
