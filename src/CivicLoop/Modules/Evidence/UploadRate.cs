using System.Net;
using System.Threading.RateLimiting;
using CivicLoop.Domain.People;

namespace CivicLoop.Modules.Evidence;

/// <summary>Bounds how fast one sender may hand in pictures: each costs the city a second of a
/// processor.</summary>
internal sealed class UploadRate : IDisposable
{
    /// <summary>Pictures at once: three reports with all their pictures.</summary>
    public const int AtOnceMax = 30;

    // Whole offices and mobile networks share one address.
    private const int EveryMinute = 30;

    private readonly PartitionedRateLimiter<string> limiter =
        PartitionedRateLimiter.Create<string, string>(sender =>
            RateLimitPartition.GetTokenBucketLimiter(sender, _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = AtOnceMax,
                TokensPerPeriod = EveryMinute,
                ReplenishmentPeriod = TimeSpan.FromMinutes(1),
                QueueLimit = 0,
            }));

    /// <summary>True where the sender may hand in one more: staff by their account, residents by
    /// their address.</summary>
    public bool Allows(Caller caller, IPAddress? address)
    {
        var sender = caller.OrganizationCode is null ? $"{address}" : caller.Actor;
        using var lease = limiter.AttemptAcquire(sender);
        return lease.IsAcquired;
    }

    public void Dispose() => limiter.Dispose();
}
