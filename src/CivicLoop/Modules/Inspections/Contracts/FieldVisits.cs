using CivicLoop.Domain;
using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Standards;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Platform.Database;

namespace CivicLoop.Modules.Inspections.Contracts;

/// <summary>One answer that takes one tap, with the grade it makes.</summary>
/// <param name="State">The state said, where the rule is described by states.</param>
/// <param name="IsWrong">True where it is something to mend, which may ask for a picture.</param>
internal sealed record FieldChoice(int Found, Grade? State, string Grade, bool IsWrong);

/// <summary>How an item is asked for on a phone.</summary>
internal enum FieldAsk
{
    /// <summary>One of a few answers.</summary>
    Choice,

    /// <summary>A number that is counted up.</summary>
    Count,

    /// <summary>A part and its whole.</summary>
    Ratio,

    /// <summary>Who yielded of who passed, lane by lane.</summary>
    Crossing,
}

/// <summary>An item as the phone asks for it.</summary>
/// <param name="Choices">The answers with their grades; for a count by the number.</param>
/// <param name="Need">Required number of a count, thousandths of a ratio.</param>
/// <param name="Minutes">How long a crossing is watched.</param>
/// <param name="PhotoReason">Why a picture is needed when it is not in order; null for none.
/// </param>
internal sealed record FieldItem(
    string Code, LocalText Name, FieldAsk Ask, IReadOnlyList<FieldChoice> Choices, int Need,
    int Minutes, LocalText? PhotoReason);

/// <summary>What is looked at at a kind of site.</summary>
/// <param name="WalkM">Metres to walk; 0 for none.</param>
internal sealed record FieldSheet(
    string Key, LocalText Kind, int WalkM, int Stairwells, IReadOnlyList<FieldItem> Items);

/// <summary>A visit somebody is sent on.</summary>
/// <param name="Sheet">Key of what is looked at there.</param>
/// <param name="Day">When it is planned on the inspector's way; null for any day.</param>
/// <param name="At">Hour of that day, as <c>09:10</c>.</param>
internal sealed record FieldVisit(
    Guid Id, string Site, LocalText Name, string Address, double Lon, double Lat,
    DateOnly DueDay, string Sheet, DateOnly? Day, string? At);

/// <summary>A closed case somebody is sent to look at again.</summary>
internal sealed record FieldRecheck(
    Guid Id, string Case, string Class, string Address, double? Lon, double? Lat, DateOnly DueDay);

/// <summary>All that an inspector needs for a day without a network.</summary>
internal sealed record FieldDay(
    IReadOnlyList<FieldVisit> Visits, IReadOnlyList<FieldSheet> Sheets,
    IReadOnlyList<FieldRecheck> Rechecks);

/// <summary>Packs what inspectors take with them. The grades of answers come along, so that the
/// phone computes none of its own.</summary>
internal sealed class FieldVisits(
    CityDatabase database, VisitLists visits, Rechecks rechecks)
{
    // More is typed than tapped.
    private const int CountChoicesMax = 20;

    /// <summary>Nothing for whoever is sent on no visits.</summary>
    public async Task<FieldDay> OfAsync(Caller caller, CancellationToken stop)
    {
        if (!caller.MaySomewhere(Permission.InspectionVisit))
        {
            return new FieldDay([], [], []);
        }

        var mine = await visits.OpenOfAsync(caller.Actor, stop);
        return new FieldDay(
            [
                .. mine.Select(one => new FieldVisit(
                    one.Visit.Id, one.Site.Code, one.Site.Name, one.Site.Address, one.Site.Lon,
                    one.Site.Lat, one.Visit.DueDay, KeyOf(one.Visit),
                    one.Stop?.Day,
                    one.Stop is { } way ? DayMinutes.Show(way.AtMinute) : null)),
            ],
            await SheetsAsync([.. mine.Select(one => one.Visit)], stop),
            [
                .. (await rechecks.OpenOfAsync(caller.Actor, stop)).Select(one => new FieldRecheck(
                    one.Recheck.Id, one.Recheck.CaseNumber, one.Case.ClassCode,
                    one.Case.Address ?? "", one.Case.Lon, one.Case.Lat, one.Recheck.DueDay)),
            ]);
    }

    private static string KeyOf(Visit visit) => $"{visit.EditionCode}/{visit.SiteKindCode}";

    private async Task<IReadOnlyList<FieldSheet>> SheetsAsync(
        IReadOnlyList<Visit> mine, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var protocols = await CheckProtocols.AllAsync(context, stop);
        var sheets = new List<FieldSheet>();
        foreach (var ofEdition in mine.GroupBy(visit => visit.EditionCode))
        {
            if (await EditionLists.BodyAsync(context, ofEdition.Key, stop) is not { } body)
            {
                continue;
            }

            sheets.AddRange(ofEdition.DistinctBy(visit => visit.SiteKindCode)
                .Select(visit => SheetOf(visit, body, protocols)).OfType<FieldSheet>());
        }

        return sheets;
    }

    private static FieldSheet? SheetOf(
        Visit visit, EditionBody body, IReadOnlyDictionary<string, CheckProtocol> protocols)
    {
        if (body.SiteKinds.FirstOrDefault(one => one.Code == visit.SiteKindCode) is not { } kind)
        {
            return null;
        }

        var sheet = new VisitSheet(body.CheckedAt(kind), protocols);
        var walk = sheet.WalkOf(visit);
        return new FieldSheet(
            KeyOf(visit), kind.Name, walk?.Metres ?? 0, walk?.Stairwells ?? 0,
            [.. sheet.Items.Select(item => ItemOf(item, sheet.Of(item.Code)))]);
    }

    private static FieldItem ItemOf(CheckItem item, CheckProtocol? protocol)
    {
        var isCrossing = protocol is { Kind: ProtocolKind.Crossing };
        return new FieldItem(
            item.Code, item.Name,
            isCrossing ? FieldAsk.Crossing : item.Rule.Kind switch
            {
                CountRuleKind.Instances or CountRuleKind.YesNo or CountRuleKind.State =>
                    FieldAsk.Choice,
                CountRuleKind.Count => FieldAsk.Count,
                CountRuleKind.Ratio => FieldAsk.Ratio,
            },
            isCrossing ? [] : ChoicesOf(item.Rule), item.Rule.Need, protocol?.Minutes ?? 0,
            protocol?.PhotoReason);
    }

    private static IReadOnlyList<FieldChoice> ChoicesOf(CountRule rule) => rule.Kind switch
    {
        CountRuleKind.State =>
            [.. Enum.GetValues<Grade>().Select(grade => GradedBy(rule, 0, grade))],
        CountRuleKind.YesNo => [GradedBy(rule, 1), GradedBy(rule, 0)],
        CountRuleKind.Instances =>
            [.. Enum.GetValues<Grade>().Select((_, found) => GradedBy(rule, found))],
        CountRuleKind.Count when rule.Need <= CountChoicesMax =>
            [.. Enumerable.Range(0, rule.Need + 1).Select(found => GradedBy(rule, found))],
        CountRuleKind.Count or CountRuleKind.Ratio => [],
    };

    private static FieldChoice GradedBy(CountRule rule, int found, Grade? state = null)
    {
        var share = rule.ShareMilli(new Seen(found, State: state)).Value;
        return new FieldChoice(
            found, state, VisitAnswer.GradeOf(share).Sign(), VisitAnswer.IsWrong(share));
    }
}
