using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Standards;

namespace CivicLoop.Domain.Materials;

/// <summary>申报: one round of handing in all that an edition wants.</summary>
public sealed record Dossier
{
    public required Guid Id { get; init; }

    public required string EditionCode { get; init; }

    public required string Name { get; init; }

    /// <summary>Last day for what has no day of its own.</summary>
    public required DateOnly DueDay { get; init; }

    public required string OpenedBy { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }
}

/// <summary>What a dossier asks for, out of its edition.</summary>
public static class DossierPlan
{
    public const int NameMax = 100;

    /// <summary>Materials to be handed in, in the order of the edition. A measure by documents that
    /// names none wants a report. Errors: the edition is a draft; nothing is asked for; the name is
    /// missing or too long; the day has passed.</summary>
    /// <param name="unitOf">Who leads a criterion; null where nobody does.</param>
    /// <param name="newId">Ids in the order they are asked for.</param>
    public static Outcome<List<Material>> Of(
        Dossier dossier, EditionBody body, Func<string, string?> unitOf, Func<Guid> newId,
        DateOnly today)
    {
        if (dossier.Name.Length is 0 or > NameMax)
        {
            return dossier.Name.Length == 0
                ? new Problem(ProblemCode.FieldRequired, "name")
                : new Problem(
                    ProblemCode.FieldTooLong, "name", NameMax, dossier.Name.Length);
        }

        if (body.Edition.State == EditionState.Draft)
        {
            return new Problem(ProblemCode.DossierOfDraft, "edition", body.Edition.Code);
        }

        if (dossier.DueDay < today)
        {
            return new Problem(ProblemCode.DossierDayPast, "due");
        }

        var wanted = Wanted(body).ToList();
        if (wanted.Count == 0)
        {
            return new Problem(ProblemCode.DossierEmpty, "edition", body.Edition.Code);
        }

        return new List<Material>(wanted.Select((one, index) => new Material
        {
            Id = newId(),
            DossierId = dossier.Id,
            Position = index + 1,
            CriterionCode = one.Criterion,
            MeasureCode = one.Document.MeasureCode,
            DocumentCode = one.Document.Code,
            Form = one.Document.Form,
            IsNeeded = one.Document.IsNeeded,
            NameZh = one.Document.NameZh,
            NameEn = one.Document.NameEn,
            UnitOrg = unitOf(one.Criterion),
            DueDay = dossier.DueDay,
            State = MaterialState.Missing,
            ChangedAt = dossier.OpenedAt,
        }));
    }

    private static IEnumerable<(string Criterion, EditionDocument Document)> Wanted(
        EditionBody body)
    {
        var contents = body.Contents.ToLookup(one => one.ItemCode);
        var criteria = body.Criteria.ToLookup(one => one.ContentCode);
        var measures = body.Measures.Where(one => one.Method == MeasureMethod.Material)
            .ToLookup(one => one.CriterionCode);
        var documents = body.Documents.ToLookup(one => one.MeasureCode);
        foreach (var measure in body.Items.SelectMany(item => contents[item.Code])
            .SelectMany(content => criteria[content.Code])
            .SelectMany(criterion => measures[criterion.Code]))
        {
            foreach (var document in documents[measure.Code].DefaultIfEmpty(Report(measure)))
            {
                yield return (measure.CriterionCode, document);
            }
        }
    }

    private static EditionDocument Report(Measure measure) => new(
        measure.EditionCode, measure.Code, measure.Code, measure.Position, DocumentForm.Report,
        IsNeeded: true, measure.NameZh, measure.NameEn);
}

/// <summary>A row of the deadline board: what one unit has before it.</summary>
/// <param name="Unit">Null for what nobody is named for.</param>
public sealed record UnitDeadlines(
    string? Unit, int All, int Late, int Soon, int Returned, int WithOthers, int SignedOff);

/// <summary>Counts by unit what is late, what is due within
/// <see cref="Material.DueSoonDays"/> days, and what is done.</summary>
public static class DeadlineBoard
{
    /// <summary>Units with most that is late first.</summary>
    public static IReadOnlyList<UnitDeadlines> Of(
        IEnumerable<Material> materials, DateOnly today) =>
    [
        .. materials.GroupBy(one => one.UnitOrg)
            .Select(group => new UnitDeadlines(
                group.Key, group.Count(),
                group.Count(one => one.IsLate(today)),
                group.Count(one => one.IsDueSoon(today)),
                group.Count(one => one.State == MaterialState.Returned),
                group.Count(one =>
                    one.State is MaterialState.Submitted or MaterialState.Reviewed),
                group.Count(one => one.State == MaterialState.SignedOff)))
            .OrderByDescending(one => one.Late).ThenByDescending(one => one.Soon)
            .ThenBy(one => one.Unit, StringComparer.Ordinal),
    ];
}
