using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Web;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Open311;

/// <summary>Lists the city's public cases as service requests. Private cases are not
/// there.</summary>
internal sealed class ListRequests(
    CityDatabase database, CityHolder city, CityOptions options, RequestFacts facts,
    Open311Media media, TimeProvider time)
{
    private const string Open = "open";
    private const string Closed = "closed";

    public async Task<Open311Answer> ListAsync(Open311Ask ask)
    {
        var problems = new List<Problem>();
        await using var context = database.OpenContext();
        var cases = context.Set<Case>().Where(row => !row.IsPrivate);
        var ids = ask.Given.List("service_request_id");
        if (ids is not null)
        {
            if (ids.Count > RequestPage.SizeMax)
            {
                return new Problem(
                    ProblemCode.LimitTooLarge, "service_request_id", RequestPage.SizeMax);
            }

            cases = cases.Where(row => ids.Contains(row.Number))
                .OrderByDescending(row => row.ReportedAt).ThenByDescending(row => row.Id);
        }
        else
        {
            var page = RequestPage.Read(ask.Given, problems);
            cases = InTime(Narrow(cases, ask.Given, problems), ask.Given, problems)
                .Skip(page.Skip).Take(page.Take);
        }

        return problems.Count > 0
            ? problems
            : await AnswerAsync(await cases.ToListAsync(ask.Stop), ask);
    }

    /// <summary>Errors: there is no such case, or it is private.</summary>
    public async Task<Open311Answer> OneAsync(Open311Ask ask)
    {
        await using var context = database.OpenContext();
        var found = await context.Set<Case>()
            .Where(row => row.Number == ask.Id && !row.IsPrivate).ToListAsync(ask.Stop);
        return found.Count == 0
            ? new Problem(ProblemCode.NotFound, "service_request_id", ask.Id)
            : await AnswerAsync(found, ask);
    }

    private static IQueryable<Case> Narrow(
        IQueryable<Case> cases, Parameters given, List<Problem> problems)
    {
        if (given.List("service_code") is { } codes)
        {
            cases = cases.Where(row => codes.Contains(row.ClassCode));
        }

        if (given.List("status") is not { } words)
        {
            return cases;
        }

        var statuses = words.Select(word => word.ToLowerInvariant()).ToHashSet();
        if (statuses.FirstOrDefault(word => word is not (Open or Closed)) is { } unknown)
        {
            problems.Add(new Problem(ProblemCode.UnknownValue, "status", unknown));
        }

        // Both are all there are.
        var open = statuses.Contains(Open);
        return statuses.Count == 1 ? cases.Where(row => row.IsOpen == open) : cases;
    }

    // A reader that keeps in step asks for what changed; then the last change is what the 90 days
    // are counted by, and the order.
    private IQueryable<Case> InTime(
        IQueryable<Case> cases, Parameters given, List<Problem> problems)
    {
        var byChange = given.Text("updated_after") is not null
            || given.Text("updated_before") is not null;
        var byReport = given.Text("start_date") is not null || given.Text("end_date") is not null;
        var now = time.GetUtcNow();
        if (byReport || !byChange)
        {
            if (DateWindow.Read(given, "start_date", "end_date", now, problems) is var (from, to))
            {
                cases = cases.Where(row => row.ReportedAt >= from && row.ReportedAt <= to);
            }
        }

        if (!byChange)
        {
            return cases.OrderByDescending(row => row.ReportedAt)
                .ThenByDescending(row => row.Id);
        }

        if (DateWindow.Read(given, "updated_after", "updated_before", now, problems)
            is var (after, before))
        {
            cases = cases.Where(row => row.UpdatedAt >= after && row.UpdatedAt <= before);
        }

        return cases.OrderByDescending(row => row.UpdatedAt).ThenByDescending(row => row.Id);
    }

    private async Task<Open311Answer> AnswerAsync(IReadOnlyList<Case> rows, Open311Ask ask)
    {
        var ids = rows.Select(row => row.Id).ToList();
        var extended = ask.Given.Text("extensions")?.ToLowerInvariant() is "true" or "1";
        var view = new RequestView(
            city.Current, ask, PublicRoot.Of(ask.Http, options), extended)
        {
            Steps = await facts.StepsAsync(ids, extended, ask),
            Kept = await facts.KeptAsync(ids, ask.Stop),
            Pictures = await media.ReleasedAsync(rows, ask.Stop),
        };
        return Element.List("service_requests", rows.Select(view.Of));
    }
}
