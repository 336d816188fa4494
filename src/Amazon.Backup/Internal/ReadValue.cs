using System.Text.Json;

namespace Amazon.Backup.Internal;

/// <summary>Reads the value at which a reader stands.</summary>
internal delegate T? ReadValue<out T>(ref Utf8JsonReader reader);
