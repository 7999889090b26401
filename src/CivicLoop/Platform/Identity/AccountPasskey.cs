using System.Text.Json;
using Microsoft.AspNetCore.Identity;

namespace CivicLoop.Platform.Identity;

/// <summary>A passkey of an account: public key and counters; the private key never leaves its
/// device.</summary>
internal sealed record AccountPasskey
{
    public required byte[] CredentialId { get; init; }

    public required Guid AccountId { get; init; }

    public required string Name { get; init; }

    /// <summary>What Identity needs to check a signature, as JSON.</summary>
    public required string Facts { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public static AccountPasskey Of(Guid accountId, UserPasskeyInfo info) => new()
    {
        CredentialId = info.CredentialId,
        AccountId = accountId,
        Name = info.Name ?? "",
        MadeAt = info.CreatedAt,
        Facts = JsonSerializer.Serialize(new IdentityPasskeyData
        {
            PublicKey = info.PublicKey,
            Name = info.Name,
            CreatedAt = info.CreatedAt,
            SignCount = info.SignCount,
            Transports = info.Transports,
            IsUserVerified = info.IsUserVerified,
            IsBackupEligible = info.IsBackupEligible,
            IsBackedUp = info.IsBackedUp,
            AttestationObject = info.AttestationObject,
            ClientDataJson = info.ClientDataJson,
        }),
    };

    public UserPasskeyInfo ToInfo()
    {
        var facts = JsonSerializer.Deserialize<IdentityPasskeyData>(Facts)!;
        return new UserPasskeyInfo(
            CredentialId, facts.PublicKey, facts.CreatedAt, facts.SignCount, facts.Transports,
            facts.IsUserVerified, facts.IsBackupEligible, facts.IsBackedUp,
            facts.AttestationObject, facts.ClientDataJson)
        {
            Name = Name,
        };
    }
}
