using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Modules.Evidence.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;

namespace CivicLoop.Modules.Simulation;

/// <summary>What is to be simulated.</summary>
/// <param name="Days">Length of the time up to <paramref name="Until"/>.</param>
/// <param name="Seed">The same seed, days, cases and end make the same cases.</param>
internal sealed record SimulateRequest(int Days, int Cases, long Seed, DateTimeOffset Until)
{
    public Action<int, double>? Progress { get; init; }

    /// <summary>Draws and keeps pictures; left out, they are drawn only for their names, which is
    /// what a city of millions can afford.</summary>
    public bool WithPictures { get; init; }

    /// <summary>Share of the reports that come from a few places where the same returns again and
    /// again, 0 to 1.</summary>
    public double HabitShare { get; init; }
}

/// <summary>What came of it.</summary>
internal sealed record SimulationReport(
    int New, int Known, int Steps, IReadOnlyDictionary<CaseState, int> States, bool Interrupted,
    double Seconds);

/// <summary>Plays a time in the life of a city through the domain. An interrupted run goes on where
/// it stopped when it is run again.</summary>
internal sealed class SimulateCases(
    CityHolder city, CityDatabase database, StoreHistories store, CaseContacts contacts,
    Pictures pictures)
{
    /// <summary>A century is past any bench.</summary>
    public const int DaysMax = 36_500;

    /// <summary>Twice a decade of a city of 8.5 million.</summary>
    public const int CasesMax = 24_000_000;

    /// <summary>Errors: more days or cases than make sense.</summary>
    public async Task<Outcome<SimulationReport>> RunAsync(
        SimulateRequest request, CancellationToken stop = default)
    {
        if (request.Days is < 1 or > DaysMax)
        {
            return new Problem(ProblemCode.LimitTooLarge, "days", DaysMax);
        }

        if (request.Cases is < 1 or > CasesMax)
        {
            return new Problem(ProblemCode.LimitTooLarge, "cases", CasesMax);
        }

        var run = new SimulationRun(
            database, store, contacts, pictures, request,
            new SimulatedCity(city.Current, request.Seed));
        return await run.PlayAsync(stop);
    }
}
