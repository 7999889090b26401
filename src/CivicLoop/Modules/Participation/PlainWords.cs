using System.Globalization;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Calendar;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Localisation;

namespace CivicLoop.Modules.Participation;

/// <summary>One step of a case as a resident reads it.</summary>
internal sealed record StoryLine(DateTimeOffset At, string Text, string? By, string? Words);

/// <summary>Says a case in words that need no training: where it lies, what was promised, what
/// happened.</summary>
internal static class PlainWords
{
    /// <summary>The smallest areas with names people know, and the address.</summary>
    public static string Place(PublicCase row, ReaderTexts texts)
    {
        // Grid cells are numbered for the city's own use.
        const int gridDigits = 15;
        var names = row.Areas.Where(area => area.Name is not null && area.Code.Length < gridDigits)
            .Select(area => texts.Of(area.Name!)).Take(2).Reverse();
        var area = string.Join(texts.Language == Texts.Chinese ? "" : ", ", names);
        return row.Address is null ? area
            : area.Length == 0 ? row.Address
            : $"{area} · {row.Address}";
    }

    /// <summary>What is promised next; null where nothing is any more.</summary>
    public static string? Promise(Case row, CityModel city, ReaderTexts texts) => row.State switch
    {
        CaseState.Reported or CaseState.Verifying or CaseState.Confirmed
            when row.StageDueAt is { } due =>
            texts["PortalPromise.Decide", texts.Local(due), Limit(row, city, texts)],
        CaseState.Accepted or CaseState.Returned when row.StageDueAt is { } due =>
            texts["PortalPromise.Send", texts.Local(due), Limit(row, city, texts)],
        CaseState.Dispatched or CaseState.ExtensionAsked or CaseState.SuspensionAsked =>
            row.Line.DueAt is { } due
                ? texts["PortalPromise.Fix", texts.Local(due)]
                : texts["PortalPromise.NoLimit"],
        CaseState.Suspended when row.AskedUntil is { } until =>
            texts["PortalPromise.Suspended", texts.Date(until)],
        CaseState.Rectified or CaseState.Passed when row.StageDueAt is { } due =>
            texts["PortalPromise.Check", texts.Local(due)],
        _ => null,
    };

    /// <summary>The limit of the case's class, for example <c>4 working hours</c>.</summary>
    public static string Limit(Case row, CityModel city, ReaderTexts texts) =>
        city.Catalogue.LimitOf(row.ClassCode, row.ConditionN) is { } limit
            ? Limit(limit, texts)
            : texts["PortalPromise.Agreed"];

    public static string Limit(TimeLimit limit, ReaderTexts texts) => texts[
        "TimeLimit", limit.Amount.ToString("G29", CultureInfo.InvariantCulture),
        texts.Of(limit.Kind)];

    /// <summary>The steps in their order, the oldest first.</summary>
    public static IReadOnlyList<StoryLine> Story(
        IEnumerable<TimelineEntry> timeline, CityModel city, ReaderTexts texts) =>
    [
        .. timeline.Where(entry => CasePublic.Steps.Contains(entry.Step.Command)
            || entry.ByReporter)
            .Select(entry => new StoryLine(
                entry.At,
                texts[
                    StepKey(entry.Step),
                    Organization(entry.Step.Unit, city, texts) ?? texts["PortalStep.SomeUnit"],
                    entry.Step.LineDue is { } due ? texts.Local(due) : "–"],
                Organization(entry.Step.ByOrg, city, texts),
                entry.Words)),
    ];

    public static string? Organization(string? code, CityModel city, ReaderTexts texts) =>
        code is not null && city.Organizations.Find(code) is { } found
            ? texts.Of(found.Name)
            : null;

    private static string StepKey(CaseStep step) => CasePublic.Steps.Contains(step.Command)
        ? $"PortalStep.{step.Command}"
        : "PortalStep.Own";
}
