using CivicLoop.Domain.Calendar;
using CivicLoop.Domain.Cases;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Cases.Contracts;

/// <summary>A case whose limit another calendar would set elsewhere.</summary>
internal sealed record MovedLimit(string Number, DateTimeOffset DueAt, DateTimeOffset ThenDueAt);

/// <summary>What another calendar would do to running limits.</summary>
/// <param name="Looked">Running limits in working time.</param>
internal sealed record MovedLimits(int Looked, int Count, IReadOnlyList<MovedLimit> First);

/// <summary>Reckons the limits of open cases by another calendar, to be looked at before it is
/// saved.</summary>
internal sealed class CaseLimits(CityDatabase database, CityHolder city)
{
    private const int ShownMax = 50;

    public async Task<MovedLimits> MovedAsync(WorkCalendar then, CancellationToken stop)
    {
        var now = city.Current.Calendar;
        var (looked, moved) = (0, 0);
        var first = new List<MovedLimit>();
        await using var context = database.OpenContext();
        var rows = context.Set<Case>()
            .Where(row => row.IsOpen && row.Line.DueAt != null && row.Line.EndedAt == null
                && row.Line.LimitMilli != null && row.Line.Kind != ClockKind.UrgentHours)
            .OrderBy(row => row.Line.DueAt)
            .Select(row => new
            {
                row.Number, row.Line.StartedAt, row.Line.DueAt, row.Line.LimitMilli,
                row.Line.Kind,
            });
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(stop))
        {
            looked++;
            // By difference, because an extension or a suspension moved some of them already.
            var limit = TimeLimit.FromMilli(row.LimitMilli!.Value, row.Kind);
            var by = then.DueAt(row.StartedAt!.Value, limit).At
                - now.DueAt(row.StartedAt.Value, limit).At;
            if (by == TimeSpan.Zero)
            {
                continue;
            }

            moved++;
            if (first.Count < ShownMax)
            {
                first.Add(new MovedLimit(row.Number, row.DueAt!.Value, row.DueAt.Value + by));
            }
        }

        return new MovedLimits(looked, moved, first);
    }
}
