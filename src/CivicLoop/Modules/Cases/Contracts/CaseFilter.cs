using System.Linq.Expressions;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;
using CivicLoop.Platform.City;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Cases.Contracts;

/// <summary>What a list of cases is narrowed by; every part may be left out. It is also the query
/// string of the list's address, so that a filter can be sent to a colleague.</summary>
internal sealed record CaseFilter
{
    public string? State { get; init; }

    public string? Class { get; init; }

    public string? Area { get; init; }

    public string? Line { get; init; }

    public string? Unit { get; init; }

    public string? Territory { get; init; }

    public CaseSource? Source { get; init; }

    public bool? Open { get; init; }

    public bool? Overdue { get; init; }

    /// <summary>How near the limit, of cases at their unit.</summary>
    public DueFilter? Due { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? To { get; init; }

    public IQueryable<Case> Apply(IQueryable<Case> cases, CityModel city, DateTimeOffset now)
    {
        if (State is { Length: > 0 } state)
        {
            var states = state.Split(',', StringSplitOptions.RemoveEmptyEntries)
                .Select(name => Enum.Parse<CaseState>(name, ignoreCase: true)).ToList();
            cases = cases.Where(row => states.Contains(row.State));
        }

        cases = Class is null ? cases : cases.Where(row => row.ClassCode == Class);
        cases = Line is null ? cases : cases.Where(row => row.LineOrg == Line);
        cases = Unit is null ? cases : cases.Where(row => row.UnitOrg == Unit);
        cases = Territory is null ? cases : cases.Where(row => row.TerritoryOrg == Territory);
        cases = Source is { } source ? cases.Where(row => row.Source == source) : cases;
        cases = Due is { } due ? DueFilters.Apply(due, cases, city, now) : cases;
        cases = Area is null ? cases : cases.Where(InArea(city, Area));
        cases = From is { } from ? cases.Where(row => row.ReportedAt >= from) : cases;
        cases = To is { } to ? cases.Where(row => row.ReportedAt < to) : cases;
        cases = Open is { } open ? cases.Where(row => row.IsOpen == open) : cases;
        return Overdue == true
            ? cases.Where(row => row.IsOpen && row.Territory.DueAt < now)
            : cases;
    }

    /// <summary>Cases of which the caller may see at least something.</summary>
    public static IQueryable<Case> Visible(
        IQueryable<Case> cases, Caller caller, Permission permission, CityModel city)
    {
        var scopes = caller.ScopesOf(permission);
        if (scopes.Any(scope => scope == Scope.City))
        {
            return cases;
        }

        // Scopes add up; a person rarely holds more than two posts, so the query stays small.
        Expression<Func<Case, bool>>? any = null;
        foreach (var scope in scopes)
        {
            var one = InScope(scope, city);
            any = any is null ? one : Either(any, one);
        }

        return any is null ? cases.Where(_ => false) : cases.Where(any);
    }

    /// <summary>The same words for all callers to whom the same cases are
    /// <see cref="Visible"/> by the same scopes.</summary>
    public static string ScopeKey(Caller caller, Permission permission) => string.Join(
        '|',
        caller.ScopesOf(permission)
            .Select(scope => $"{scope.OrganizationPath}@{scope.AreaCode}")
            .Order(StringComparer.Ordinal));

    private static Expression<Func<Case, bool>> InScope(Scope scope, CityModel city)
    {
        if (scope.OrganizationPath is not { } path)
        {
            return InArea(city, scope.AreaCode!);
        }

        var orgs = city.OrganizationsWithin(path);
        Expression<Func<Case, bool>> inLine = row =>
            orgs.Contains(row.UnitOrg!) || orgs.Contains(row.LineOrg!)
            || orgs.Contains(row.TerritoryOrg!);
        return scope.AreaCode is { } area ? Both(inLine, InArea(city, area)) : inLine;
    }

    /// <summary>Cases whose place lies in an area of any kind.</summary>
    public static Expression<Func<Case, bool>> InArea(CityModel city, string code) =>
        city.AreaKindOf(code) switch
        {
            AreaKind.City => row => true,
            AreaKind.District or AreaKind.Neighborhood => row => row.DistrictCode == code,
            AreaKind.Subdistrict => row => row.SubdistrictCode == code,
            AreaKind.Community => row => row.CommunityCode == code,
            AreaKind.GridCell => row => row.GridCode == code,
            AreaKind.DevelopmentZone or AreaKind.ControlZone => row => row.BesideCode == code,
            null => row => false,
        };

    private static Expression<Func<Case, bool>> Either(
        Expression<Func<Case, bool>> left, Expression<Func<Case, bool>> right) =>
        Expression.Lambda<Func<Case, bool>>(
            Expression.OrElse(left.Body, OnSameCase(right, left)), left.Parameters);

    private static Expression<Func<Case, bool>> Both(
        Expression<Func<Case, bool>> left, Expression<Func<Case, bool>> right) =>
        Expression.Lambda<Func<Case, bool>>(
            Expression.AndAlso(left.Body, OnSameCase(right, left)), left.Parameters);

    private static Expression OnSameCase(
        Expression<Func<Case, bool>> moved, Expression<Func<Case, bool>> target) =>
        new SwapParameter(moved.Parameters[0], target.Parameters[0]).Visit(moved.Body);

    private sealed class SwapParameter(ParameterExpression from, ParameterExpression to)
        : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) =>
            node == from ? to : base.VisitParameter(node);
    }
}
