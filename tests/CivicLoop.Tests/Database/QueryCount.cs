using System.Diagnostics;

namespace CivicLoop.Tests.Database;

/// <summary>Counts what a piece of work asks the database; other tests that run beside it do not
/// count.</summary>
internal sealed class QueryCount
    : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private static readonly AsyncLocal<QueryCount?> Mine = new();

    private int count;

    public static async Task<int> OfAsync(Func<Task> work)
    {
        var counter = new QueryCount();
        Mine.Value = counter;
        using var listening = DiagnosticListener.AllListeners.Subscribe(counter);
        await work();
        Mine.Value = null;
        return counter.count;
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.EntityFrameworkCore")
        {
            value.Subscribe(this);
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (Mine.Value == this
            && value.Key.EndsWith("CommandExecuting", StringComparison.Ordinal))
        {
            Interlocked.Increment(ref count);
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }
}
