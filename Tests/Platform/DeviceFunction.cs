namespace nanoFramework.Hardware.Esp32;

/// <summary>What a pin can do, of which the package has more.</summary>
public enum DeviceFunction
{
    /// <summary>The output of PWM unit 1.</summary>
    PWM1 = 262400,

    /// <summary>The output of PWM unit 2.</summary>
    PWM2 = 262656,

    /// <summary>The output of PWM unit 3.</summary>
    PWM3 = 262912,

    /// <summary>The output of PWM unit 4.</summary>
    PWM4 = 263168,

    /// <summary>The output of PWM unit 5.</summary>
    PWM5 = 263424,

    /// <summary>The output of PWM unit 6.</summary>
    PWM6 = 263680,

    /// <summary>The output of PWM unit 7.</summary>
    PWM7 = 263936,

    /// <summary>The output of PWM unit 8.</summary>
    PWM8 = 264192,

    /// <summary>The output of PWM unit 9.</summary>
    PWM9 = 264448,

    /// <summary>The output of PWM unit 10.</summary>
    PWM10 = 264704,

    /// <summary>The output of PWM unit 11.</summary>
    PWM11 = 264960,

    /// <summary>The output of PWM unit 12.</summary>
    PWM12 = 265216,

    /// <summary>The output of PWM unit 13.</summary>
    PWM13 = 265472,

    /// <summary>The output of PWM unit 14.</summary>
    PWM14 = 265728,

    /// <summary>The output of PWM unit 15.</summary>
    PWM15 = 265984,

    /// <summary>The output of PWM unit 16.</summary>
    PWM16 = 266240,

    /// <summary>The master clock of I2S port 1.</summary>
    I2S1_MCK = 393472,

    /// <summary>The bit clock of I2S port 1.</summary>
    I2S1_BCK = 393473,

    /// <summary>The word select of I2S port 1.</summary>
    I2S1_WS = 393474,

    /// <summary>The data output of I2S port 1.</summary>
    I2S1_DATA_OUT = 393475,

    /// <summary>The data input of I2S port 1.</summary>
    I2S1_MDATA_IN = 393476,

    /// <summary>The master clock of I2S port 2.</summary>
    I2S2_MCK = 393728,

    /// <summary>The bit clock of I2S port 2.</summary>
    I2S2_BCK = 393729,

    /// <summary>The word select of I2S port 2.</summary>
    I2S2_WS = 393730,

    /// <summary>The data output of I2S port 2.</summary>
    I2S2_DATA_OUT = 393731,

    /// <summary>The data input of I2S port 2.</summary>
    I2S2_MDATA_IN = 393732,
}
