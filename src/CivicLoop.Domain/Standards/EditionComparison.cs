using System.Globalization;

namespace CivicLoop.Domain.Standards;

/// <summary>Which part of an edition changed.</summary>
public enum PartKind
{
    Item,
    Content,
    Criterion,
    Measure,
    Document,
    SiteKind,
    CheckItem,
    Weight,
}

/// <summary>What became of a part.</summary>
public enum PartChange
{
    Added,
    Dropped,
    Changed,
}

/// <summary>What a change means for the tasks of those who do the work.</summary>
public enum TaskEffect
{
    /// <summary>New work: somebody has to be asked for it.</summary>
    Begin,

    /// <summary>Nobody is to be asked for it any more.</summary>
    End,

    /// <summary>Another body answers, or it stands elsewhere.</summary>
    Reassign,

    /// <summary>It is judged otherwise: look again before the next test.</summary>
    Recheck,

    /// <summary>The same work counts more or less.</summary>
    Reweigh,

    /// <summary>Only the words changed: tell those who inspect.</summary>
    Reword,

    /// <summary>A heading: no work by itself.</summary>
    None,
}

/// <summary>One difference of two editions.</summary>
/// <param name="Fields">What changed, by the columns of the file; empty unless changed.</param>
/// <param name="Where">The site kind or parent it belongs to; null at the top.</param>
public sealed record EditionChange(
    PartKind Part, PartChange Kind, string Code, LocalText Name, string? Where,
    IReadOnlyList<string> Fields, TaskEffect Effect);

/// <summary>Holds two editions against each other by the codes of their parts.</summary>
public static class EditionComparison
{
    /// <summary>All differences, in the order of the levels and of the codes.</summary>
    public static IReadOnlyList<EditionChange> Of(EditionBody before, EditionBody after) =>
    [
        .. Differences(PartKind.Item, Facts(before.Items), Facts(after.Items)),
        .. Differences(PartKind.Content, Facts(before.Contents), Facts(after.Contents)),
        .. Differences(PartKind.Criterion, Facts(before.Criteria), Facts(after.Criteria)),
        .. Differences(PartKind.Measure, Facts(before.Measures), Facts(after.Measures)),
        .. Differences(PartKind.Document, Facts(before.Documents), Facts(after.Documents)),
        .. Differences(PartKind.SiteKind, Facts(before.SiteKinds), Facts(after.SiteKinds)),
        .. Differences(PartKind.CheckItem, Facts(before.CheckItems), Facts(after.CheckItems)),
        .. Differences(PartKind.Weight, Weights(before), Weights(after)),
    ];

    private static Dictionary<string, Part> Facts(IEnumerable<IEditionPart> parts) =>
        parts.ToDictionary(part => part.Code, part => new Part(part.Name, Parent(part), part switch
        {
            Criterion one => [("parent", one.ContentCode), ("lead_zh", one.LeadZh)],
            EditionContent one => [("parent", one.ItemCode)],
            Measure one =>
            [
                ("parent", one.CriterionCode), ("method", $"{one.Method}"),
                ("site_kind", one.SiteKindCode ?? ""), ("rule", $"{one.Rule}"),
                ("points", Number(one.PointsMilli)),
            ],
            EditionDocument one =>
            [
                ("parent", one.MeasureCode), ("form", $"{one.Form}"),
                ("needed", one.IsNeeded ? "yes" : "no"),
            ],
            SiteKind one => [("lead_zh", one.LeadZh), ("common", one.CommonItems)],
            CheckItem one =>
            [
                ("parent", one.SiteKindCode ?? ""), ("rule", $"{one.Rule}"),
                ("points", Number(one.PointsMilli)),
            ],
            _ => [],
        }));

    private static Dictionary<string, Part> Weights(EditionBody body) =>
        body.Weights.ToDictionary(
            one => string.Create(CultureInfo.InvariantCulture, $"{one.Year}-{one.Part}"),
            one => new Part(
                new LocalText($"{one.Part}", $"{one.Part}"), Number(one.Year),
                [("share", Number(one.ShareMilli))]));

    private static string? Parent(IEditionPart part) => part switch
    {
        EditionContent one => one.ItemCode,
        Criterion one => one.ContentCode,
        Measure one => one.SiteKindCode ?? one.CriterionCode,
        EditionDocument one => one.MeasureCode,
        CheckItem one => one.SiteKindCode,
        _ => null,
    };

    private static IEnumerable<EditionChange> Differences(
        PartKind kind, Dictionary<string, Part> before, Dictionary<string, Part> after)
    {
        foreach (var code in before.Keys.Union(after.Keys).Order(StringComparer.Ordinal))
        {
            var old = before.GetValueOrDefault(code);
            var now = after.GetValueOrDefault(code);
            if (old is null || now is null)
            {
                var one = now ?? old!;
                yield return new EditionChange(
                    kind, old is null ? PartChange.Added : PartChange.Dropped, code, one.Name,
                    one.Where, [], EffectOf(kind, isNew: old is null));
                continue;
            }

            var fields = now.Fields.Zip(old.Fields)
                .Where(pair => pair.First.Value != pair.Second.Value)
                .Select(pair => pair.First.Name).ToList();
            if (now.Name.Zh != old.Name.Zh)
            {
                fields.Add("name_zh");
            }

            if (now.Name.En != old.Name.En)
            {
                fields.Add("name_en");
            }

            if (fields.Count > 0)
            {
                yield return new EditionChange(
                    kind, PartChange.Changed, code, now.Name, now.Where, fields,
                    EffectOf(kind, fields));
            }
        }
    }

    private static TaskEffect EffectOf(PartKind kind, bool isNew) => kind switch
    {
        PartKind.Item or PartKind.Content => TaskEffect.None,
        PartKind.Weight => TaskEffect.Reweigh,
        _ => isNew ? TaskEffect.Begin : TaskEffect.End,
    };

    // The gravest of the changed fields says what is to be done.
    private static TaskEffect EffectOf(PartKind kind, List<string> fields) =>
        kind is PartKind.Item or PartKind.Content ? TaskEffect.None
        : fields.Any(field => field is "rule" or "method" or "site_kind" or "common"
            or "form" or "needed")
            ? TaskEffect.Recheck
        : fields.Any(field => field is "parent" or "lead_zh") ? TaskEffect.Reassign
        : fields.Any(field => field is "points" or "share") ? TaskEffect.Reweigh
        : TaskEffect.Reword;

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private sealed record Part(
        LocalText Name, string? Where, IReadOnlyList<(string Name, string Value)> Fields);
}
