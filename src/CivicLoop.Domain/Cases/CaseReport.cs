using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Cases;

/// <summary>What somebody told the city (上报); makes a case.</summary>
public sealed record CaseReport
{
    public required Guid Id { get; init; }

    public required string Number { get; init; }

    public required CaseSource Source { get; init; }

    public required CaseSetting Setting { get; init; }

    /// <summary>At most <see cref="CaseAction.WordsMax"/> characters.</summary>
    public string? Description { get; init; }

    public string? ExternalId { get; init; }

    public IReadOnlyList<string> Pictures { get; init; } = [];

    public bool Imported { get; init; }

    /// <summary>The case as it begins. Errors: a description that is too long; a report that says
    /// neither a position nor an address.</summary>
    public Outcome<CaseDecision> Open(string actorOrg, CaseRules rules, DateTimeOffset now)
    {
        if (Description?.Length > CaseAction.WordsMax)
        {
            return new Problem(
                ProblemCode.FieldTooLong, "description", CaseAction.WordsMax, Description.Length);
        }

        if (Setting.Lon is null && string.IsNullOrWhiteSpace(Setting.Address))
        {
            return new Problem(ProblemCode.FieldRequired, "lat");
        }

        var born = Setting.ApplyTo(new Case
        {
            Id = Id,
            Number = Number,
            Source = Source,
            ClassCode = Setting.ClassCode,
            ExternalId = ExternalId,
            Description = string.IsNullOrWhiteSpace(Description) ? null : Description.Trim(),
            State = CaseState.Reported,
            ReportedAt = now,
            UpdatedAt = now,
            StageDueAt = rules.Calendar.DueAt(now, rules.Stages.Accept).At,
        });
        return new CaseDecision(
            born with { NextDueAt = CaseDecider.NextDue(born) }, Step(born, actorOrg));
    }

    private CaseStep Step(Case born, string actorOrg) => new()
    {
        Command = "Report",
        To = CaseState.Reported,
        ByOrg = actorOrg.Length == 0 ? null : actorOrg,
        Class = born.ClassCode,
        Place = born.AreaCodes.FirstOrDefault(),
        Unit = born.UnitOrg,
        Line = born.LineOrg,
        Territory = born.TerritoryOrg,
        Rule = born.RouteRule,
        Pictures = Pictures.Count == 0 ? null : Pictures,
        Imported = Imported ? true : null,
    };
}
