using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;

namespace CivicLoop.Modules.Dashboards;

/// <summary>What a dashboard is about: the whole city, a line (条), an area (块), or the cell where
/// both meet.</summary>
/// <param name="Area">Null for the whole city.</param>
/// <param name="Line">Code of a lead department; null for all lines.</param>
internal sealed record DashboardScope(string? Area, string? Line)
{
    private const string AreaMark = "t.";
    private const string LineMark = "l.";
    private const char Both = '~';

    public static DashboardScope City { get; } = new(null, null);

    /// <summary>As addresses write it: <c>city</c>, <c>t.530102000000</c>, <c>l.km-cg</c>,
    /// <c>l.km-cg~t.530102000000</c>.</summary>
    public string Text => (Area, Line) switch
    {
        (null, null) => "city",
        ({ } area, null) => AreaMark + area,
        (null, { } line) => LineMark + line,
        ({ } area, { } line) => $"{LineMark}{line}{Both}{AreaMark}{area}",
    };

    /// <summary>Error: no scope of this city.</summary>
    public static Outcome<DashboardScope> Parse(string text, CityModel city)
    {
        var wrong = new Problem(ProblemCode.UnknownValue, "scope", text);
        var scope = City;
        if (text == scope.Text)
        {
            return scope;
        }

        foreach (var part in text.Split(Both))
        {
            if (part.StartsWith(AreaMark, StringComparison.Ordinal) && scope.Area is null
                && city.Areas.Find(part[AreaMark.Length..]) is { } area
                && area.Kind is not (AreaKind.City or AreaKind.GridCell or AreaKind.ControlZone))
            {
                scope = scope with { Area = area.Code };
            }
            else if (part.StartsWith(LineMark, StringComparison.Ordinal) && scope.Line is null
                && city.Organizations.Find(part[LineMark.Length..]) is
                {
                    Tree: OrganizationTree.Line, ParentCode: null,
                } line)
            {
                scope = scope with { Line = line.Code };
            }
            else
            {
                return wrong;
            }
        }

        return scope;
    }
}

/// <summary>Whose dashboard opens where, and who may open which.</summary>
internal sealed class DashboardScopes(CityHolder city)
{
    /// <summary>The scope an address names, or the caller's own where it names none. Errors: there
    /// is none such; the caller may not see it.</summary>
    public Outcome<DashboardScope> Read(string? text, Caller caller)
    {
        if (caller.Refuse(Permission.CaseSee) is { } refused)
        {
            return refused;
        }

        var denied = new Problem(ProblemCode.NotPermitted, null, Permission.EvaluationSee);
        var home = HomeOf(caller);
        if (string.IsNullOrWhiteSpace(text))
        {
            return home is null ? denied : home;
        }

        return !DashboardScope.Parse(text.Trim(), city.Current).Try(out var scope, out var wrong)
            ? wrong
            : Allows(caller, scope, home) ? scope : denied;
    }

    /// <summary>Numbers of the whole city are for who evaluates it, or sees all its cases.
    /// </summary>
    public static bool SeesAll(Caller caller) =>
        caller.MaySomewhere(Permission.EvaluationSee)
        || caller.ScopesOf(Permission.CaseSee).Contains(Scope.City);

    public bool Allows(Caller caller, DashboardScope scope) =>
        Allows(caller, scope, HomeOf(caller));

    /// <summary>Where the caller's dashboard opens: the own line of a department, the own area of a
    /// district, subdistrict or community, the cell of a district's bureau, else the city. Null
    /// where there is nothing to see.</summary>
    public DashboardScope? HomeOf(Caller caller)
    {
        var model = city.Current;
        var own = model.Organizations.Find(caller.OrganizationCode);
        if (own is { Tree: OrganizationTree.Line })
        {
            var line = RootOf(own);
            return new DashboardScope(DistrictOf(own.AreaCode), line);
        }

        if (own is { Tree: OrganizationTree.Territory, AreaCode: { } area }
            && model.AreaKindOf(area) is { } kind and not AreaKind.City)
        {
            return new DashboardScope(
                kind == AreaKind.GridCell ? model.Areas.Find(area)?.ParentCode : area, null);
        }

        return SeesAll(caller)
            ? DashboardScope.City
            : caller.ScopesOf(Permission.CaseSee).Select(one => one.AreaCode).OfType<string>()
                .Select(code => new DashboardScope(code, null)).FirstOrDefault();
    }

    /// <summary>Departments that lead classes of problems, by name: the lines.</summary>
    public IReadOnlyList<Organization> Lines
    {
        get
        {
            var model = city.Current;
            return
            [
                .. model.Catalogue.All.Select(one => one.LeadDepartment).OfType<string>()
                    .Distinct().Select(model.Organizations.Find).OfType<Organization>()
                    .Where(one => one is { Tree: OrganizationTree.Line, ParentCode: null })
                    .OrderBy(one => one.Code, StringComparer.Ordinal),
            ];
        }
    }

    /// <summary>Areas one level below: what a scope's rates compare.</summary>
    public IReadOnlyList<Area> PartsOf(DashboardScope scope)
    {
        var areas = city.Current.Areas;
        return scope.Area is not { } code
            ? [.. areas.Districts.Where(one => !one.BesideTree)]
            : [.. areas.ChildrenOf(code).Where(one => one.Kind is AreaKind.Subdistrict
                or AreaKind.Community)];
    }

    /// <summary>Areas beside the tree: what lies in one lies in a district too.</summary>
    public IReadOnlyList<Area> Zones =>
        [.. city.Current.Areas.Districts.Where(one => one.BesideTree)];

    private bool Allows(Caller caller, DashboardScope scope, DashboardScope? home) =>
        SeesAll(caller)
        || (home is not null
            && (home.Line is null || home.Line == scope.Line)
            && (home.Area is null || IsInside(scope.Area, home.Area)));

    /// <summary>The district an area lies in or is; null for none.</summary>
    public string? DistrictOf(string? area)
    {
        var districts = city.Current.Areas.Districts.Select(one => one.Code).ToHashSet();
        return city.Current.Areas.Around(area).FirstOrDefault(districts.Contains);
    }

    private bool IsInside(string? area, string outer) =>
        city.Current.Areas.Around(area).Contains(outer);

    private static string RootOf(Organization one) =>
        one.Path.Split('/', StringSplitOptions.RemoveEmptyEntries)[0];
}
