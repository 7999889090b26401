using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CivicLoop.Domain.Bulletins;

/// <summary>Blocks as text, so that a bulletin is stored and compared whole.</summary>
public static class BulletinText
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
        IgnoreReadOnlyProperties = true,
    };

    public static string Write(IReadOnlyList<BulletinBlock> blocks) =>
        JsonSerializer.Serialize(blocks, Json);

    /// <summary>Error: JsonException for what <see cref="Write"/> did not write.</summary>
    public static IReadOnlyList<BulletinBlock> Read(string text) =>
        JsonSerializer.Deserialize<List<BulletinBlock>>(text, Json) ?? [];
}
