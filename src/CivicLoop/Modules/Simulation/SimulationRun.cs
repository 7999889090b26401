using System.Diagnostics;
using System.Globalization;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Simulation;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Modules.Evidence.Contracts;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Simulation;

/// <summary>One simulation at work.</summary>
internal sealed class SimulationRun(
    CityDatabase database, StoreHistories store, CaseContacts contacts, Pictures pictures,
    SimulateRequest request,
    SimulatedCity place)
{
    private const int BatchCases = 500;

    // A phone's position is off by some metres, and so are two people's ideas of one spot.
    private const double NearDegrees = 0.0002;

    private const double DuplicateShare = 0.04;
    private const double ContactShare = 0.4;
    private const int RecentMax = 400;
    private const double PhotoShare = 0.05;
    private const long PhotoDice = 7_919;
    private const long HabitDice = 1_000_000_007;
    private const int HabitPlaces = 6;
    private const int SecretBytes = 16;

    private readonly Queue<Recent> recent = new(RecentMax);
    private readonly Dictionary<CaseState, int> states = [];
    private Task<Outcome<int>> writing = Task.FromResult((Outcome<int>)0);
    private int fresh;
    private int steps;
    private int known;

    public async Task<SimulationReport> PlayAsync(CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        var times = new SimulatedTimes(
            place.Script, place.Model.TimeZone, request.Days, request.Until)
            .Draw(request.Seed, request.Cases);
        var done = 0;
        while (done < times.Length && !stop.IsCancellationRequested)
        {
            var count = Math.Min(BatchCases, times.Length - done);
            var batch = await PlayBatchAsync(done, times.AsMemory(done, count));
            Settle(await writing);
            writing = Task.Run(() => store.RunAsync(batch, CancellationToken.None));
            done += count;
            request.Progress?.Invoke(done, clock.Elapsed.TotalSeconds);
        }

        Settle(await writing);
        return new SimulationReport(
            fresh, known, steps, states, done < times.Length, clock.Elapsed.TotalSeconds);
    }

    private async Task<List<CaseHistory>> PlayBatchAsync(
        int first, ReadOnlyMemory<DateTimeOffset> times)
    {
        var names = Enumerable.Range(first, times.Length).Select(Name).ToList();
        await using var context = database.OpenContext();
        var there = await context.Set<Case>()
            .Where(row => names.Contains(row.ExternalId!))
            .Select(row => row.ExternalId!)
            .ToHashSetAsync();
        known += there.Count;
        var batch = new List<CaseHistory>(times.Length);
        for (var n = 0; n < times.Length; n++)
        {
            if (!there.Contains(names[n]))
            {
                batch.Add(PlayOne(first + n, times.Span[n]));
            }
        }

        return batch;
    }

    private string Name(int n) => string.Create(
        CultureInfo.InvariantCulture, $"simulation:{request.Seed}:{request.Cases}:{n}");

    private CaseHistory PlayOne(int n, DateTimeOffset at)
    {
        var draws = new SeededDraws(request.Seed, n);
        var twin = draws.Chance(DuplicateShare) ? Twin(draws, at) : null;
        var history = Begin(draws, n, at, twin);
        new SimulatedLife(place, history, draws, request.Until, Picture).Play(twin?.Id);
        Release(history);
        Remember(history.Case);
        fresh++;
        steps += history.Entries.Count;
        var state = history.Case.State;
        states[state] = states.GetValueOrDefault(state) + 1;
        return history;
    }

    private CaseHistory Begin(SeededDraws draws, int n, DateTimeOffset at, Recent? twin)
    {
        var source = place.Source(draws);
        var (spot, said) = Seen(draws);
        var code = twin?.ClassCode ?? said.Code;
        var conditions = place.Model.Catalogue.ConditionsOf(code).ToList();

        // The first condition is the common one.
        var condition = draws.Chance(0.7) ? conditions[0] : draws.Pick(conditions);
        var input = new PlaceInput
        {
            Class = code,
            Condition = condition.N,
            Lon = twin is null ? spot.Lon : Math.Round(twin.Lon + draws.Between(0, NearDegrees), 6),
            Lat = twin is null ? spot.Lat : Math.Round(twin.Lat + draws.Between(0, NearDegrees), 6),
            Address = twin?.Address ?? spot.Address,
        };
        var setting = CaseSettings.Find(place.Model, input);
        if (setting.Problem is not null && twin is not null)
        {
            // The second position fell across the city's border: it is the first one's.
            setting = CaseSettings.Find(
                place.Model, input with { Lon = twin.Lon, Lat = twin.Lat });
        }

        var report = new CaseReport
        {
            Id = draws.Id(at),
            Number = Name(n),
            Source = source,
            Setting = setting.Value,
            Description = twin?.Words ?? Words(draws, said, spot),
            ExternalId = Name(n),
            Pictures = Photo(setting.Value.ClassCode, n),
        };
        return Begun(report, draws, at, n);
    }

    // Where nobody asked for habits nothing is drawn for them: an earlier simulation goes on alike.
    private (SimulatedSpot Spot, ScriptClass Said) Seen(SeededDraws draws)
    {
        if (request.HabitShare > 0 && draws.Chance(request.HabitShare))
        {
            var habit = new SeededDraws(
                request.Seed, HabitDice + (long)(draws.Unit() * HabitPlaces));
            return (place.Spot(habit), place.Class(habit));
        }

        return (place.Spot(draws), place.Class(draws));
    }

    private CaseHistory Begun(
        CaseReport report, SeededDraws draws, DateTimeOffset at, int n)
    {
        var staff = report.Source
            is CaseSource.Worker or CaseSource.HigherLevel or CaseSource.Media
            or CaseSource.Hotline;
        var body = place.Body("supervision", report.Setting.DistrictCode);
        var history = CaseHistory.Begin(
            report, staff ? "simulation:collector" : "resident",
            staff ? body.OrganizationCode ?? "" : "", place.Model.CaseRules, at,
            request.WithPictures).Value;
        if (!staff)
        {
            // example.org is reserved (RFC 2606): it is nobody's address.
            var contact = draws.Chance(ContactShare)
                ? new ContactInput { Email = $"resident{n}@example.org" }
                : null;
            history.Reporter = contacts.Reporter(
                report.Id, Convert.ToHexStringLower(draws.Bytes(SecretBytes)), contact,
                place.Model.Language, history.Case.ReportedAt);
        }

        return history;
    }

    // A resident's photo; drawn by dice of its own, so that a city without pictures lives alike.
    private IReadOnlyList<string> Photo(string classCode, int n)
    {
        var draws = new SeededDraws(request.Seed + PhotoDice, n);
        return request.WithPictures && draws.Chance(PhotoShare)
            ? [Picture(classCode, n + 1)]
            : [];
    }

    private string Picture(string classCode, long seed)
    {
        if (!request.WithPictures)
        {
            return SimulatedPicture.NameOf(classCode, seed);
        }

        using var drawn = new MemoryStream(SimulatedPicture.Draw(classCode, seed));
        return pictures.TakeInAsync(drawn, "simulated.jpg", CancellationToken.None)
            .GetAwaiter().GetResult().Value.Id;
    }

    // Reception looks at residents' pictures soon; what came in last still waits.
    private void Release(CaseHistory history)
    {
        var row = history.Case;
        var hasPhoto = history.Entries[0].Pictures.Count > 0;
        var body = place.Body("supervision", row.DistrictCode, Permission.CaseRelease);
        var at = row.UpdatedAt.AddMinutes(1);
        if (hasPhoto && row.AcceptedAt is not null && !row.IsPrivate && at < request.Until
            && history.Do(new CaseAction(CaseCommand.Release, body), at) is { } problem)
        {
            throw new InvalidOperationException($"Release was refused: {problem}");
        }
    }

    private string Words(SeededDraws draws, ScriptClass said, SimulatedSpot spot)
    {
        var words = said.Words.Count > 0 ? said.Words : place.Script.AnyWords;
        return draws.Pick(words)
            .Replace("{place}", spot.Name, StringComparison.Ordinal)
            .Replace(
                "{class}",
                place.Model.Catalogue.Find(said.Code)!.Name.In(place.Model.Language),
                StringComparison.Ordinal);
    }

    // A case that is still open when the second report of it is looked at, some days later.
    private Recent? Twin(SeededDraws draws, DateTimeOffset at)
    {
        var open = recent.Where(one => one.OpenUntil > at.AddDays(5)).ToList();
        return open.Count == 0 ? null : draws.Pick(open);
    }

    private void Remember(Case played)
    {
        if (played is not { State: not CaseState.Merged, Lon: { } lon, Lat: { } lat })
        {
            return;
        }

        var until = played.IsOpen ? DateTimeOffset.MaxValue
            : played.State == CaseState.Closed && played.Reopenings == 0 ? played.ClosedAt
            : null;
        if (until is null)
        {
            return;
        }

        if (recent.Count == RecentMax)
        {
            recent.Dequeue();
        }

        recent.Enqueue(new Recent(
            played.Id, played.ClassCode, lon, lat, played.Address, played.Description,
            until.Value));
    }

    private static void Settle(Outcome<int> written)
    {
        if (written.Problem is { } problem)
        {
            throw new InvalidOperationException(problem.ToString());
        }
    }

    private sealed record Recent(
        Guid Id, string ClassCode, double Lon, double Lat, string? Address, string? Words,
        DateTimeOffset OpenUntil);
}
