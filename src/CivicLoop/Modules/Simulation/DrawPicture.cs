using CivicLoop.Modules.Evidence.Contracts;

namespace CivicLoop.Modules.Simulation;

/// <summary>Draws a picture of a class of problems for whatever is played, and keeps it as one that
/// somebody sent.</summary>
internal sealed class DrawPicture(Pictures pictures)
{
    /// <summary>Its id; null where it could not be taken in.</summary>
    public async Task<string?> RunAsync(string classCode, long seed, CancellationToken stop)
    {
        using var drawn = new MemoryStream(SimulatedPicture.Draw(classCode, seed));
        var taken = await pictures.TakeInAsync(drawn, "simulated.jpg", stop);
        return taken.Try(out var kept, out _) ? kept.Id : null;
    }
}
