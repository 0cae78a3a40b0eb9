/*
 * Which file of an operation's folder a build runs. plain.c is the definition and always compiled, so that tests can hold the others
 * against it; -DSOTTO_CONVOLUTION=scalar, for example, chooses sotto_convolution_scalar. What is not chosen, a linker drops.
 */
#ifndef SOTTO_IMPLEMENTATIONS_H
#define SOTTO_IMPLEMENTATIONS_H

#define SOTTO_PASTE(name, implementation) name##_##implementation
#define SOTTO_IMPLEMENTATION(name, implementation) SOTTO_PASTE(name, implementation)

/*
 * For inner loops, which need every register: not among the variables of what calls them, each load where it is written and not gathered up
 * front, nothing computed before the branch that needs it, where a loop left a pointer not computed again, and a variable for each value
 * that a sum takes, so that what lies on the stack is what is not needed next.
 */
#if defined(__GNUC__) && !defined(__clang__)
#define SOTTO_INNER_LOOP \
    __attribute__((noinline, optimize("no-schedule-insns", "no-tree-coalesce-vars", "no-code-hoisting", "no-gcse", "no-tree-scev-cprop")))
#else
#define SOTTO_INNER_LOOP __attribute__((noinline))
#endif

/* For the steps of an inner loop, whose arguments would otherwise go over the stack. */
#define SOTTO_INLINE static inline __attribute__((always_inline))

#ifndef SOTTO_WINDOWING
#define SOTTO_WINDOWING plain
#endif

#ifndef SOTTO_REAL_FFT
#define SOTTO_REAL_FFT plain
#endif

#ifndef SOTTO_FILTER_BANK
#define SOTTO_FILTER_BANK plain
#endif

#ifndef SOTTO_NOISE_REDUCTION
#define SOTTO_NOISE_REDUCTION plain
#endif

#ifndef SOTTO_GAIN_CONTROL
#define SOTTO_GAIN_CONTROL plain
#endif

#ifndef SOTTO_LOG_SCALE
#define SOTTO_LOG_SCALE plain
#endif

#ifndef SOTTO_CONVOLUTION
#define SOTTO_CONVOLUTION plain
#endif

#ifndef SOTTO_CONVOLUTION_INT4
#define SOTTO_CONVOLUTION_INT4 plain
#endif

#ifndef SOTTO_DEPTHWISE
#define SOTTO_DEPTHWISE plain
#endif

#ifndef SOTTO_ADDITION
#define SOTTO_ADDITION plain
#endif

#ifndef SOTTO_MULTIPLICATION
#define SOTTO_MULTIPLICATION plain
#endif

#ifndef SOTTO_AVERAGING
#define SOTTO_AVERAGING plain
#endif

#ifndef SOTTO_POOLING
#define SOTTO_POOLING plain
#endif

#ifndef SOTTO_REQUANTISATION
#define SOTTO_REQUANTISATION plain
#endif

#ifndef SOTTO_COPYING
#define SOTTO_COPYING plain
#endif

#ifndef SOTTO_SOFTMAX
#define SOTTO_SOFTMAX plain
#endif

#ifndef SOTTO_LOGISTIC
#define SOTTO_LOGISTIC plain
#endif

#ifndef SOTTO_NORMALISATION
#define SOTTO_NORMALISATION plain
#endif

#ifndef SOTTO_MATRIX_VECTOR
#define SOTTO_MATRIX_VECTOR plain
#endif

#ifndef SOTTO_MATRIX_VECTOR_INT4
#define SOTTO_MATRIX_VECTOR_INT4 plain
#endif

#ifndef SOTTO_ROTATION
#define SOTTO_ROTATION plain
#endif

#ifndef SOTTO_ATTENTION
#define SOTTO_ATTENTION plain
#endif

#endif
