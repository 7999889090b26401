namespace CivicLoop.Modules.Scores.Contracts;

/// <summary>What sources read in one computation, kept until it ends: adding up a year of answers
/// takes longer than all the rest, and cities, areas and lines are made of the same.</summary>
internal sealed class ReadOnce
{
    private readonly Dictionary<string, Task> known = [];

    /// <summary>Reads it the first time, and answers the same afterwards. A computation asks its
    /// sources one after the other.</summary>
    /// <param name="what">The source, and which of its answers.</param>
    public Task<T> OfAsync<T>(string what, Func<Task<T>> read)
    {
        if (known.GetValueOrDefault(what) is not Task<T> started)
        {
            started = read();
            known[what] = started;
        }

        return started;
    }
}
