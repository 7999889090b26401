using CivicLoop.Domain.Calendar;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.WhatIf;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.WhatIf;

/// <summary>Reads what the units had to do in a period, once, by the index over when cases were
/// reported.</summary>
internal sealed class ReadLoad(CityDatabase database, CityHolder city)
{
    // Four weeks fill the desks; most cases that came in them were reported in the four before.
    private const int WarmDays = 28;

    /// <summary>Error: more cases than can be played in a moment.</summary>
    public async Task<Outcome<WorkedLoad>> RunAsync(WhatIfAsk ask, CancellationToken stop)
    {
        var warm = city.Current.BeginOf(ask.FromDay.AddDays(-WarmDays));
        var reported = city.Current.BeginOf(ask.FromDay.AddDays(-2 * WarmDays));
        var (until, most) = (ask.To, Replay.CasesMax);
        await using var context = database.OpenContext();
        var rows = context.Set<Case>()
            .Where(row => row.ReportedAt >= reported && row.ReportedAt < until
                && row.Line.StartedAt >= warm && row.Line.StartedAt < until
                && row.UnitOrg != null && !CaseWorkflow.Uncounted.Contains(row.State))
            .OrderBy(row => row.ReportedAt).ThenBy(row => row.Id)
            .Select(row => new
            {
                row.ClassCode, row.ConditionN, row.UnitOrg, row.CommunityCode,
                row.SubdistrictCode, row.DistrictCode, row.BesideCode, row.Line.StartedAt,
                row.Line.DueAt, row.Line.LimitMilli, row.Line.Kind, row.Line.EndedAt,
                row.Suspensions,
            })
            .Take(most + 1);
        var (names, cases) = (new Dictionary<string, string>(), new List<WorkedCase>());
        string Kept(string name) => names.TryGetValue(name, out var known)
            ? known : names[name] = name;
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(stop))
        {
            cases.Add(new WorkedCase(
                Kept(row.ClassCode), row.ConditionN, Kept(row.UnitOrg!),
                [
                    .. new[]
                    {
                        row.CommunityCode, row.SubdistrictCode, row.DistrictCode,
                        row.BesideCode,
                    }.OfType<string>().Select(Kept),
                ],
                row.StartedAt!.Value, row.DueAt,
                row.LimitMilli is { } milli ? TimeLimit.FromMilli(milli, row.Kind) : null,
                row.EndedAt, row.Suspensions > 0));
        }

        return cases.Count > most
            ? new Problem(ProblemCode.WhatIfTooMany, "from", most)
            : new WorkedLoad(cases, city.Current.Calendar, warm, ask.From, ask.To);
    }
}
