using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Places;

namespace CivicLoop.Domain.Responsibilities;

/// <summary>Why nobody answers.</summary>
public enum GapReason
{
    /// <summary>No lead department is named.</summary>
    NoLead,

    /// <summary>A lead department is named, but the organisation was given up.</summary>
    LeadGone,

    /// <summary>Neither a responsible unit nor the territory is named.</summary>
    NoTerritory,

    /// <summary>The site has an operator, but no keeper answers there.</summary>
    NoKeeper,
}

/// <summary>Something that nobody answers for on a day.</summary>
/// <param name="AreaCode">Where; null for the whole city.</param>
public sealed record CoverageGap(DutyTopic Topic, string? AreaCode, GapReason Reason)
{
    /// <summary>Its place in the list; the same gap always has the same.</summary>
    public string Key =>
        $"{(int)Topic.Kind}|{Topic.EditionCode}|{Topic.Code}|{AreaCode}|{(int)Reason}";

    /// <summary>The duty that would mend it.</summary>
    public DutyRole Missing => Reason switch
    {
        GapReason.NoLead or GapReason.LeadGone => DutyRole.LeadDepartment,
        GapReason.NoKeeper => DutyRole.SiteKeeper,
        GapReason.NoTerritory when Topic.Kind == DutySubject.Area => DutyRole.TerritorialOwner,
        _ => DutyRole.ResponsibleUnit,
    };
}

/// <summary>Everything somebody must answer for.</summary>
/// <param name="Criteria">Of all editions that hold.</param>
/// <param name="Districts">Codes of the areas in which each criterion needs an answer.</param>
public sealed record CoverageScope(
    IReadOnlyList<DutyTopic> Criteria, IReadOnlyList<string> Districts,
    IReadOnlyList<string> SiteKinds, IReadOnlyList<Site> Sites, IReadOnlyList<Area> Areas,
    IReadOnlyList<CaseClass> Classes);

/// <summary>The proof that somebody answers for everything: 条 by a lead department, 块 by a
/// territory, both for each criterion in each district. It is empty when all is answered
/// for.</summary>
public static class CoverageProof
{
    public static IReadOnlyList<CoverageGap> Of(DutyBook book, CoverageScope scope)
    {
        var gaps = new List<CoverageGap>();
        foreach (var criterion in scope.Criteria)
        {
            gaps.AddRange(OfCriterion(book, criterion, scope.Districts));
        }

        foreach (var kind in scope.SiteKinds)
        {
            AddLead(gaps, book, DutyTopic.SiteKind(kind), areaCode: null);
        }

        foreach (var site in scope.Sites)
        {
            gaps.AddRange(OfSite(book, site));
        }

        foreach (var area in scope.Areas.Where(one =>
            one.Kind != AreaKind.City && book.OwnerOf(one.Code) is null))
        {
            gaps.Add(new(DutyTopic.Area(area.Code), area.Code, GapReason.NoTerritory));
        }

        foreach (var one in scope.Classes.Where(one => one.IsActive))
        {
            gaps.AddRange(OfClass(book, one));
        }

        return [.. gaps.OrderBy(gap => gap.Key, StringComparer.Ordinal)];
    }

    /// <summary>The gaps of one criterion. Where no district has a lead, that is one gap of the
    /// city, not one of each district.</summary>
    public static IReadOnlyList<CoverageGap> OfCriterion(
        DutyBook book, DutyTopic criterion, IReadOnlyList<string> districts)
    {
        var gaps = new List<CoverageGap>();
        var answers = districts.Select(code => book.Answer(criterion, code)).ToList();
        if (answers.TrueForAll(one => one.LacksLead))
        {
            AddLead(gaps, book, criterion, areaCode: null);
        }
        else
        {
            foreach (var answer in answers)
            {
                AddLead(gaps, book, criterion, answer.AreaCode);
            }
        }

        gaps.AddRange(answers.Where(one => one.LacksTerritory)
            .Select(one => new CoverageGap(criterion, one.AreaCode, GapReason.NoTerritory)));
        return gaps;
    }

    private static IEnumerable<CoverageGap> OfSite(DutyBook book, Site site)
    {
        var topic = DutyTopic.Site(site.Code);
        // Somebody runs it, so somebody there must answer; a street has the territory alone.
        if (site.OperatorName.Length > 0 && book.KeepersOf(site.Code).Count == 0)
        {
            yield return new(topic, site.DistrictCode, GapReason.NoKeeper);
        }

        var answer = book.Answer(topic, site.DistrictCode);
        if (answer.Responsible.Count == 0 && !site.AreaCodes.Any(
            code => book.OwnerOf(code) is not null))
        {
            yield return new(topic, site.DistrictCode, GapReason.NoTerritory);
        }

        var line = book.Answer(DutyTopic.SiteKind(site.SiteKindCode), site.DistrictCode);
        if (line.LacksLead && answer.Responsible.Count == 0)
        {
            yield return new(topic, site.DistrictCode, GapReason.NoLead);
        }
    }

    private static IEnumerable<CoverageGap> OfClass(DutyBook book, CaseClass one)
    {
        var topic = DutyTopic.Category(one.Code);
        if (book.Answer(topic, null).LacksLead && !book.Works(one.LeadDepartment))
        {
            yield return new(
                topic, null,
                one.LeadDepartment is null ? GapReason.NoLead : GapReason.LeadGone);
        }
    }

    private static void AddLead(
        List<CoverageGap> gaps, DutyBook book, DutyTopic topic, string? areaCode)
    {
        if (book.Answer(topic, areaCode).LacksLead)
        {
            var isGone = book.HolderIsGone(topic, DutyRole.LeadDepartment, areaCode);
            gaps.Add(new(topic, areaCode, isGone ? GapReason.LeadGone : GapReason.NoLead));
        }
    }
}
