using CivicLoop.Domain.Command;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;

namespace CivicLoop.Modules.Command.Contracts;

/// <summary>A watch at the desk of a demonstration city's office, handed over with a point that is
/// still open; by the rules of any.</summary>
internal sealed class PlayDesk(KeepDesk keep, FindCommandBodies bodies, CityHolder city)
{
    /// <summary>Null when it is played, or where there is no office.</summary>
    public async Task<Problem?> RunAsync(CancellationToken stop = default)
    {
        if (bodies.All.FirstOrDefault(one => one.Kind == "office") is not { } body)
        {
            return null;
        }

        var caller = new Caller(
            "simulation:office", body.Code, body.Path,
            [new Grant(Permission.DeskKeep, Scope.City)]);
        if ((await keep.TakeOverAsync(body.Code, null, caller, stop)).Problem is { } refused)
        {
            return refused;
        }

        var call = await keep.WriteAsync(
            body.Code, Entry(1), supplements: null, settles: false, caller, stop);
        if (!call.Try(out var entry, out var wrong))
        {
            return wrong;
        }

        return (await keep.WriteAsync(
                body.Code, Entry(2), supplements: null, settles: false, caller, stop)).Problem
            ?? (await keep.WriteAsync(
                body.Code,
                new DeskEntryInput(null, null, Say("Desk.Supplement"), null, null, null),
                entry.Id, settles: true, caller, stop)).Problem
            ?? (await keep.HandOverAsync(
                body.Code, Say("Desk.Handover"), caller, stop)).Problem;
    }

    private DeskEntryInput Entry(int n) => new(
        null, Say($"Desk.From{n}"), Say($"Desk.Words{n}"), Say($"Desk.Done{n}"), null, null,
        IsOpen: true);

    private string Say(string key) => CommandTexts.In(city.Current.Language, $"Play.{key}");
}
