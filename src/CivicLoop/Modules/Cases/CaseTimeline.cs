using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Responsibilities;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Localisation;

namespace CivicLoop.Modules.Cases;

/// <summary>A journal step in plain words.</summary>
internal static class CaseTimeline
{
    /// <summary>What was done; steps that are no commands have words of their own.</summary>
    public static string Title(
        ReaderTexts texts, ModuleTexts<CasePageTexts> words, TimelineEntry entry) =>
        Enum.TryParse<CaseCommand>(entry.Step.Command, out var command)
            ? texts.Of(command)
            : words[$"Timeline.{entry.Step.Command}"];

    /// <summary>Which body did it; residents and programs by what they are, never by
    /// name.</summary>
    public static string Who(
        ReaderTexts texts, ModuleTexts<CasePageTexts> words, CityModel city, TimelineEntry entry)
    {
        if (entry.Step.ByOrg is { } organization)
        {
            return CaseNames.Organization(city, texts, organization);
        }

        var kind = entry.Actor.Split(':')[0];
        return kind switch
        {
            "reporter" or "resident" => words["Timeline.ByResident"],
            "import" => words["Timeline.ByImport"],
            "open311" => words["Timeline.ByProgram"],
            _ => words["Timeline.BySystem"],
        };
    }

    /// <summary>What the step set: unit, limits, place, class.</summary>
    public static IEnumerable<string> Facts(
        ReaderTexts texts, ModuleTexts<CasePageTexts> words, CityModel city, TimelineEntry entry)
    {
        var step = entry.Step;
        if (step.Undoes is { } undone && Enum.TryParse<CaseCommand>(undone, out var taken))
        {
            yield return words["Timeline.Undoes", texts.Of(taken)];
        }

        if (step.Class is { } code)
        {
            yield return words["Timeline.Class", CaseNames.Class(city, texts, code)];
        }

        if (step.Unit is { } unit)
        {
            yield return words["Timeline.Unit", CaseNames.Organization(city, texts, unit)];
        }

        if (step.LineDue is { } line)
        {
            yield return words["Timeline.LineDue", texts.Local(line)];
        }

        if (step.TerritoryDue is { } territory)
        {
            yield return words["Timeline.TerritoryDue", texts.Local(territory)];
        }

        if (step.Until is { } until)
        {
            yield return words["Timeline.Until", texts.Local(until)];
        }

        if (step.Parts is { } parts)
        {
            yield return words["Timeline.Parts", parts.Count];
        }
    }

    /// <summary>What of class and place made the rule fit.</summary>
    public static string Why(
        ReaderTexts texts, ModuleTexts<CasePageTexts> words, CityModel city, RoutingRule rule)
    {
        var classes = rule.ClassPrefix.Length == 0
            ? words["Why.AllClasses"]
            : words["Why.Classes", rule.ClassPrefix];
        var area = rule.AreaCode is { } code
            ? words["Why.Area", CaseNames.Area(city, texts, code) ?? code]
            : words["Why.WholeCity"];
        var unit = RoutingRule.UnitWords.Contains(rule.Unit)
            ? words[$"Why.Unit.{rule.Unit}"]
            : CaseNames.Organization(city, texts, rule.Unit);
        return words["Why.Line", classes, area, unit];
    }
}
