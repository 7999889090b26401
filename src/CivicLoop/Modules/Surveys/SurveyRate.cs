using System.Net;
using System.Threading.RateLimiting;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Surveys;

/// <summary>Bounds how fast one network may answer surveys or try codes.</summary>
internal sealed class SurveyRate : IDisposable
{
    // Whole offices, courtyards and mobile networks share one address.
    private const int AtOnce = 60;
    private const int EveryMinute = 30;

    private readonly PartitionedRateLimiter<string> limiter =
        PartitionedRateLimiter.Create<string, string>(sender =>
            RateLimitPartition.GetTokenBucketLimiter(sender, _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = AtOnce,
                TokensPerPeriod = EveryMinute,
                ReplenishmentPeriod = TimeSpan.FromMinutes(1),
                QueueLimit = 0,
            }));

    public bool Allows(IPAddress? address)
    {
        using var lease = limiter.AttemptAcquire(SenderNetwork.Of(address));
        return lease.IsAcquired;
    }

    public void Dispose() => limiter.Dispose();
}
