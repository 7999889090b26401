using System.Globalization;
using System.Text;
using System.Text.Json;
using CivicLoop.Domain;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Journal;
using CivicLoop.Domain.Simulation;
using CivicLoop.Modules.Cases;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Modules.Simulation;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;

namespace CivicLoop.Bench;

/// <summary>The same reports twice: as requests to the program, and as the rows it makes of them.
/// Places, classes and words are those of the simulation.</summary>
internal sealed class Reports
{
    private readonly SimulatedCity city;
    private readonly CityModel model;

    public Reports(CityModel model)
    {
        this.model = model;
        city = new SimulatedCity(model, seed: 7);
    }

    /// <summary>A POST of a report, with its header.</summary>
    public byte[] Request(int n, int port)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(Body(n));
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"POST /api/v1/cases HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n");
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }

    /// <summary>A report as a program sends it.</summary>
    public object Body(int n)
    {
        var input = Input(n, out var words);
        return new
        {
            @class = input.Class,
            condition = input.Condition,
            lat = input.Lat,
            lon = input.Lon,
            address = input.Address,
            description = words,
        };
    }

    /// <summary>The case and the journal entry the program makes of a report.</summary>
    public (Case Case, JournalEntry Entry, byte[] Hash) Row(int n)
    {
        var now = Instants.Storable(TimeProvider.System.GetUtcNow());
        var report = new CaseReport
        {
            Id = Ids.New(now),
            Number = string.Create(CultureInfo.InvariantCulture, $"raw-{n:D8}"),
            Source = CaseSource.Resident,
            Setting = CaseSettings.Find(model, Input(n, out var words)).Value,
            Description = words,
        };
        var decision = report.Open("", model.CaseRules, now).Value;
        var entry = new JournalEntry(
            report.Id, 1, now, "resident", CaseJournal.KindOf(decision.Step),
            JsonSerializer.Serialize(decision.Step, CaseJournal.Json));
        var hash = JournalHash.Of(entry, ChainHead.Empty.Hash, JournalHash.Sha256);
        return (decision.After with { JournalN = 1, JournalHash = hash }, entry, hash);
    }

    private PlaceInput Input(int n, out string words)
    {
        var draws = new SeededDraws(7, n);
        var said = city.Class(draws);
        var spot = city.Spot(draws);
        words = draws.Pick(said.Words.Count > 0 ? said.Words : city.Script.AnyWords)
            .Replace("{place}", spot.Name, StringComparison.Ordinal);
        return new PlaceInput
        {
            Class = said.Code,
            Condition = 1,
            Lat = spot.Lat,
            Lon = spot.Lon,
            Address = spot.Address,
        };
    }
}
