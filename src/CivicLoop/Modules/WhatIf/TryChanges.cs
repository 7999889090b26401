using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.WhatIf;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;

namespace CivicLoop.Modules.WhatIf;

/// <summary>What was asked and what came of it.</summary>
/// <param name="Result">Null where no case of the period reached a unit.</param>
internal sealed record WhatIfAnswer(WhatIfAsk Ask, WhatIfResult? Result);

/// <summary>Plays a period again. One is played at a time, whoever asks, so that those who work on
/// cases never wait for those who think about them.</summary>
internal sealed class TryChanges(
    ReadLoad load, CityHolder city, TimeProvider time) : IDisposable
{
    // Who waits longer is told to come again: it is played on and then kept for the next time.
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(40);

    // So many different questions may wait for their turn.
    private const int QueueMax = 4;

    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    private readonly SemaphoreSlim one = new(1, 1);

    private readonly KeptAnswers<(CityModel, string), Outcome<WhatIfAnswer>> kept =
        new(time, Life);

    private int queued;

    /// <summary>Errors: not permitted; something typed cannot be used; too many cases; others are
    /// being served.</summary>
    public async Task<Outcome<WhatIfAnswer>> RunAsync(
        WhatIfQuery query, Caller caller, CancellationToken stop)
    {
        if (caller.Refuse(Permission.EvaluationSee) is { } refused)
        {
            return refused;
        }

        return await PlayAsync(query, stop);
    }

    /// <summary>For whoever holds the data anyway, at the command line.</summary>
    public async Task<Outcome<WhatIfAnswer>> PlayAsync(WhatIfQuery query, CancellationToken stop)
    {
        var model = city.Current;
        if (!new ReadAsk(model, time.GetUtcNow()).Of(query).Try(out var ask, out var problem))
        {
            return problem;
        }

        var key = (model, $"{ask.FromDay:O} {ask.ToDay:O} {query.Text}");
        var busy = new Problem(ProblemCode.TooManyRequests, null);
        if (Volatile.Read(ref queued) > QueueMax)
        {
            return busy;
        }

        try
        {
            return await kept.OfAsync(key, () => PlayOneAsync(ask), stop).WaitAsync(WaitMax, stop);
        }
        catch (TimeoutException)
        {
            return busy;
        }
    }

    public void Dispose() => one.Dispose();

    private async Task<Outcome<WhatIfAnswer>> PlayOneAsync(WhatIfAsk ask)
    {
        Interlocked.Increment(ref queued);
        await one.WaitAsync();
        try
        {
            if (!(await load.RunAsync(ask, default)).Try(out var read, out var problem))
            {
                return problem;
            }

            // A thread of its own: the pool's answer requests.
            return new WhatIfAnswer(
                ask,
                read.Cases.Any(one => one.StartedAt >= read.From)
                    ? await Task.Factory.StartNew(
                        () => Replay.Compare(read, ask.Changes), default,
                        TaskCreationOptions.LongRunning, TaskScheduler.Default)
                    : null);
        }
        finally
        {
            Interlocked.Decrement(ref queued);
            one.Release();
        }
    }
}
