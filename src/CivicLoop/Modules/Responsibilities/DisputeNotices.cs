using CivicLoop.Domain.Responsibilities;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Notices;

namespace CivicLoop.Modules.Responsibilities;

/// <summary>Tells the sides of a dispute what was said and ruled, but for the side that said it.
/// </summary>
internal sealed class DisputeNotices(CityHolder city)
{
    /// <param name="present">Organisations that answer at present.</param>
    /// <param name="speaker">The organisation that claimed, answered or ruled.</param>
    public async Task TellAsync(
        WriteSession session, DutyDispute dispute, IEnumerable<string> present, string speaker,
        DateTimeOffset now)
    {
        var template = dispute.State switch
        {
            DisputeState.Claimed => "dispute-claimed",
            DisputeState.Countered => "dispute-countered",
            DisputeState.Ruled => "dispute-ruled",
            DisputeState.Withdrawn => "dispute-withdrawn",
        };
        var sides = new[]
            {
                dispute.ClaimOrg, dispute.ClaimHolder, dispute.CounterOrg, dispute.CounterHolder,
                dispute.RuledHolder,
            }
            .Concat(present).OfType<string>().Where(side => side != speaker).Distinct();
        foreach (var side in sides)
        {
            await Outbox.TellAsync(
                session, $"org:{side}", template,
                new
                {
                    title = dispute.CaseNumber is { } number
                        ? $"{dispute.SubjectCode} · {number}"
                        : dispute.SubjectCode,
                    address = $"/console/responsibility/dispute?id={dispute.Id}",
                },
                city.Current.Language, now);
        }
    }
}
