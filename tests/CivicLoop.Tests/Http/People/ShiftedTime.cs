namespace CivicLoop.Tests.Http.People;

/// <summary>The real clock with an offset the test sets: one-time codes go by the real clock, and a
/// session's end must not be waited for.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private TimeSpan offset;

    public void Advance(TimeSpan by) => offset += by;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + offset;
}
