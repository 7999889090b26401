namespace CivicLoop.Commands;

/// <summary>The clock some time ago, so that what is played happened then; it goes on at its pace.
/// </summary>
internal sealed class EarlierTime(TimeSpan ago) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() - ago;
}
