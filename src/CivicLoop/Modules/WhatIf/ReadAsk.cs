using System.Globalization;
using CivicLoop.Domain.Calendar;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.WhatIf;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.WhatIf;

/// <summary>Understands what somebody typed; every fault names the field it stands in.</summary>
internal sealed class ReadAsk(CityModel city, DateTimeOffset now)
{
    /// <summary>Changes of one kind at most; more is another city.</summary>
    public const int ChangesMax = 20;

    public const string StaffField = "staffChange";
    public const string LimitField = "limitChange";
    public const string RouteField = "routeChange";

    private const int DaysUsual = 90;
    private const int DaysMax = 366;
    private const int LimitMax = 10_000;
    private const char Is = '=';
    private const char In = '@';
    private const char Condition = '.';

    public Outcome<WhatIfAsk> Of(WhatIfQuery query)
    {
        if (!Period(query).Try(out var ask, out var problem)
            || !Each(query.Staff, StaffField, Staff).Try(out var staff, out problem)
            || !Each(query.Limit, LimitField, Limit).Try(out var limits, out problem)
            || !Each(query.Route, RouteField, Route).Try(out var routes, out problem))
        {
            return problem;
        }

        return ask with { Changes = new WhatIfChanges(staff, limits, routes) };
    }

    private Outcome<WhatIfAsk> Period(WhatIfQuery query)
    {
        if (!TypedDay.Read(query.From, "from").Try(out var from, out var problem)
            || !TypedDay.Read(query.To, "to").Try(out var to, out problem))
        {
            return problem;
        }

        var today = city.DayOf(now);
        var last = to.Value ?? today.AddDays(-1);
        var first = from.Value ?? last.AddDays(1 - DaysUsual);
        if (last > today)
        {
            return new Problem(ProblemCode.FieldInvalid, "to", TypedDay.Show(last));
        }

        if (first > last || last.DayNumber - first.DayNumber >= DaysMax)
        {
            return new Problem(ProblemCode.DateRangeInvalid, "from");
        }

        var end = city.BeginOf(last.AddDays(1));
        return new WhatIfAsk(
            first, last, city.BeginOf(first), end < now ? end : now, WhatIfChanges.None);
    }

    private static Outcome<IReadOnlyList<T>> Each<T>(
        IReadOnlyList<string> typed, string field, Func<string, Outcome<T>> read)
    {
        if (typed.Count > ChangesMax)
        {
            return new Problem(ProblemCode.LimitTooLarge, field, ChangesMax);
        }

        var all = new List<T>();
        foreach (var text in typed)
        {
            if (!read(text.Trim()).Try(out var one, out var problem))
            {
                return problem;
            }

            all.Add(one);
        }

        return all;
    }

    private Outcome<StaffChange> Staff(string text)
    {
        if (!Halves(text).Try(out var halves, StaffField, out var problem))
        {
            return problem;
        }

        if (Unit(halves.Left) is not { } unit)
        {
            return new Problem(ProblemCode.UnknownValue, StaffField, halves.Left);
        }

        if (!int.TryParse(
            halves.Right, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
            out var count))
        {
            return new Problem(ProblemCode.WhatIfChangeUnfit, StaffField, text);
        }

        return Math.Abs(count) > StaffChange.Max
            ? new Problem(ProblemCode.LimitTooLarge, StaffField, StaffChange.Max)
            : new StaffChange(unit.Code, count, char.IsAsciiDigit(halves.Right[0]));
    }

    private Outcome<LimitChange> Limit(string text)
    {
        if (!Halves(text).Try(out var halves, LimitField, out var problem))
        {
            return problem;
        }

        var (code, number) = halves.Left.Split(Condition) is [var head, var tail]
            ? (head.Trim(), tail)
            : (halves.Left, "1");
        if (!int.TryParse(
                number, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            || Class(code) is not { } found
            || city.Catalogue.Condition(found.Code, n) is not { Limit: { } limit })
        {
            return new Problem(ProblemCode.UnknownValue, LimitField, halves.Left);
        }

        if (!decimal.TryParse(
                halves.Right, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
                out var amount)
            || amount <= 0)
        {
            return new Problem(ProblemCode.WhatIfChangeUnfit, LimitField, text);
        }

        return amount > LimitMax
            ? new Problem(ProblemCode.LimitTooLarge, LimitField, LimitMax)
            : new LimitChange(found.Code, n, new TimeLimit(amount, limit.Kind));
    }

    private Outcome<RouteChange> Route(string text)
    {
        if (!Halves(text).Try(out var halves, RouteField, out var problem))
        {
            return problem;
        }

        var at = halves.Left.IndexOf(In, StringComparison.Ordinal);
        var classes = (at < 0 ? halves.Left : halves.Left[..at]).Trim();
        var place = at < 0 ? "" : halves.Left[(at + 1)..].Trim();
        var prefix = Class(classes)?.Code ?? classes;
        if (prefix.Length == 0 || !city.Catalogue.All.Any(
            one => one.Code.StartsWith(prefix, StringComparison.Ordinal)))
        {
            return new Problem(ProblemCode.UnknownValue, RouteField, classes);
        }

        var area = place.Length == 0 ? null : Area(place);
        if (place.Length > 0 && area is null or { Kind: AreaKind.GridCell })
        {
            return new Problem(ProblemCode.UnknownValue, RouteField, place);
        }

        return Unit(halves.Right) is { } unit
            ? new RouteChange(
                prefix, area is null or { Kind: AreaKind.City } ? null : area.Code, unit.Code)
            : new Problem(ProblemCode.UnknownValue, RouteField, halves.Right);
    }

    private Organization? Unit(string text) => city.Organizations.Meant(text);

    // By code, else by a name one class alone bears; the same of areas.
    private CaseClass? Class(string text) => city.Catalogue.Find(text)
        ?? Only(city.Catalogue.All.Where(one => one.NameZh == text || one.NameEn == text));

    private Area? Area(string text) => city.Areas.Find(text)
        ?? Only(city.Areas.All.Where(one => one.NameZh == text || one.NameEn == text));

    private static T? Only<T>(IEnumerable<T> found)
        where T : class =>
        found.Take(2).ToList() is [var only] ? only : null;

    private static Typed Halves(string text)
    {
        var at = text.LastIndexOf(Is);
        return at < 0
            ? new Typed(text, "", "")
            : new Typed(text, text[..at].Trim(), text[(at + 1)..].Trim());
    }

    private sealed record Typed(string Text, string Left, string Right)
    {
        public bool Try(out Typed halves, string field, out Problem problem)
        {
            halves = this;
            problem = new Problem(ProblemCode.WhatIfChangeUnfit, field, Text);
            return Left.Length > 0 && Right.Length > 0;
        }
    }
}
