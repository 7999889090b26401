namespace CivicLoop.Domain.Inspections;

/// <summary>问题: an item that was not in order at a visit. Where the city says which class of
/// problems it is, it becomes a case.</summary>
public sealed record Finding
{
    public required Guid VisitId { get; init; }

    public required string ItemCode { get; init; }

    public required Guid SiteId { get; init; }

    public required string SiteCode { get; init; }

    /// <summary>Null where no class fits: it stays a result of the visit.</summary>
    public string? ClassCode { get; init; }

    public Guid? CaseId { get; init; }

    /// <summary>The case it became, as people say it.</summary>
    public string? CaseNumber { get; init; }

    /// <summary>复发: number of a case of the same class at the same site that was closed within
    /// <see cref="Cases.CaseRules.AnswerDays"/> before.</summary>
    public string? RecursOf { get; init; }

    public required DateTimeOffset FoundAt { get; init; }

    /// <summary>The findings of a visit that is handed in.</summary>
    public static IReadOnlyList<Finding> Of(
        Visit visit, IEnumerable<VisitAnswer> answers,
        IReadOnlyDictionary<string, CheckProtocol> protocols, DateTimeOffset now) =>
    [
        .. answers.Where(answer => answer.IsFinding).Select(answer => new Finding
        {
            VisitId = visit.Id, ItemCode = answer.ItemCode, SiteId = visit.SiteId,
            SiteCode = visit.SiteCode,
            ClassCode = protocols.GetValueOrDefault(answer.ItemCode)?.ClassCode, FoundAt = now,
        }),
    ];
}
